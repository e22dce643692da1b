/**
 * The books of one account in one mode, as one call or one due moment sees them: objects, their events, and what
 * becomes due later. Everything that rules and routes do to the state goes through here.
 */

import type { Dunning } from "../billing/dunning-rules.ts";
import { type EventEntity, recordEvent } from "../events/record-event.ts";
import { mergeMetadata } from "../schema/metadata-rules.ts";
import { noSuch, noSuchReference } from "../wire/refusal.ts";
import { differenceOf } from "./difference.ts";
import { type Kind, type KindName, kinds, type Wire } from "./kinds.ts";
import type { NewId } from "./new-id.ts";
import type { ObjectStore, Page, Scope } from "./object-store.ts";
import type { JobKind, Schedule } from "./schedule.ts";

/** What all books of a sandbox share. */
export interface Archive {
  readonly objects: ObjectStore;
  readonly schedule: Schedule;
  readonly newId: NewId;
  readonly apiVersion: string;
  readonly platformAccount: string;
  /** The base of the hosted pages. */
  readonly url: () => string;
  readonly dunning: () => Dunning;
  /** Does it, keeps the result and undoes everything else. */
  readonly rehearse: <T>(work: () => T) => T;
  readonly pendingDeliveries: (eventId: string) => number;
  /** Tells the post office that an event was written. */
  readonly onEvent: (scope: Scope, event: EventEntity) => void;
}

export interface CallerRequest {
  readonly id: string;
  readonly idempotency_key: string | null;
}

export class Books {
  readonly archive: Archive;
  readonly scope: Scope;
  /** Unix seconds of business time. */
  readonly now: number;
  readonly request: CallerRequest | null;

  constructor(archive: Archive, scope: Scope, now: number, request: CallerRequest | null = null) {
    this.archive = archive;
    this.scope = scope;
    this.now = now;
    this.request = request;
  }

  /** The same books at the time of a test clock, or at their own when there is none. */
  onClock(testClock: string | null | undefined): Books {
    const clock = testClock ? this.find("test_helpers.test_clock", testClock) : undefined;
    return clock ? new Books(this.archive, this.scope, clock.frozen_time, this.request) : this;
  }

  newId(prefix: string, length?: number): string {
    return this.archive.newId(prefix, length);
  }

  find<K extends KindName>(kind: K, id: string | null | undefined): Kind<K> | undefined {
    return id ? this.archive.objects.find<Kind<K>>(this.scope, kind, id) : undefined;
  }

  /** @throws StripeRefusal 404, for the id in a path */
  get<K extends KindName>(kind: K, id: string): Kind<K> {
    const entity = this.find(kind, id);
    if (!entity) throw noSuch(kinds[kind].noun, id);
    return entity;
  }

  /** @throws StripeRefusal 400, for an id in the parameters */
  refer<K extends KindName>(kind: K, id: string, param: string): Kind<K> {
    const entity = this.find(kind, id);
    if (!entity) throw noSuchReference(kinds[kind].noun, id, param);
    return entity;
  }

  /** For ids that our own objects hold. */
  own<K extends KindName>(kind: K, id: string): Kind<K> {
    const entity = this.find(kind, id);
    if (!entity) throw new Error(`${kind} ${id} is gone, though something refers to it`);
    return entity;
  }

  walk<K extends KindName>(kind: K, page?: Page): Generator<Kind<K>> {
    return this.archive.objects.walk<Kind<K>>(this.scope, kind, page);
  }

  all<K extends KindName>(kind: K, name: string, value: string): Kind<K>[] {
    return [...this.walk(kind, { where: [name, value] })];
  }

  add<K extends KindName>(kind: K, entity: Kind<K>, event?: string): Kind<K> {
    this.archive.objects.insert(this.scope, kind, entity, kinds[kind].keys(entity));
    if (event) this.emit(event, this.show(kind, entity));
    return entity;
  }

  /** Changes an object and, when the wire shows a difference, tells it by `event`. */
  change<K extends KindName>(
    kind: K,
    entity: Kind<K>,
    event: string | undefined,
    mutate: (draft: Kind<K>) => void,
  ): Kind<K> {
    const keysBefore = kinds[kind].keys(entity);
    const before = event === undefined ? undefined : this.show(kind, entity);
    mutate(entity);
    this.archive.objects.update(this.scope, kind, entity, kinds[kind].keys(entity), keysBefore);
    if (event === undefined || before === undefined) return entity;
    const after = this.show(kind, entity);
    const previous = differenceOf(before, after);
    if (previous) this.emit(event, after, previous);
    return entity;
  }

  remove<K extends KindName>(kind: K, id: string): void {
    const entity = this.find(kind, id);
    if (entity) this.archive.objects.remove(this.scope, kind, id, kinds[kind].keys(entity));
  }

  show<K extends KindName>(kind: K, entity: Kind<K>): Wire {
    return kinds[kind].show(entity, this);
  }

  emit(type: string, object: Wire, previous?: Wire): void {
    recordEvent(this, type, object, previous);
  }

  schedule(job: JobKind, ref: string, dueAt: number, testClock?: string | null): void {
    this.archive.schedule.put(this.scope, job, ref, dueAt, testClock ?? "");
  }

  unschedule(job: JobKind, ref: string): void {
    this.archive.schedule.drop(this.scope, job, ref);
  }
}

export function withMetadata<T extends { metadata: Record<string, string> }>(
  entity: T,
  change: Record<string, string | number | null> | null | "" | undefined,
): void {
  entity.metadata = mergeMetadata(entity.metadata, change);
}
