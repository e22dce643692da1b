/**
 * The way back from Stripe. The authorization is taken before its code is exchanged, because Stripe revokes the grant of
 * a code that it sees twice; a second callback of the same browser gets the answer of the first.
 */
import type { Mode } from "@dream-api/contract";
import { DreamError } from "../errors.ts";
import { hashSecret } from "../keys/verify-key.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Actor, AuditEntry } from "../work/audit.ts";
import type { ConnectProvider, Grant } from "./connect-provider.ts";
import {
  type AuthorizationState,
  type Connection,
  type ConnectionFacts,
  type ConnectionStore,
  refusalOfAccount,
} from "./connection.ts";

export interface ConnectDependencies {
  readonly connections: ConnectionStore;
  readonly provider: ConnectProvider;
  /** Lets a second callback wait for the first. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly report: (message: string, cause: unknown) => void;
}

/** What Stripe's redirect said. */
export type Callback =
  | { readonly state: string; readonly code: string }
  | { readonly state: string; readonly error: string };

/**
 * @throws DreamError `authorization_denied` when the account's owner said no; `authorization_expired` for a way to Stripe
 * that was used, is too old or is another platform's; `conflict`; and the refusals of {@link refusalOfAccount}
 * @throws ProviderFailure when Stripe did not answer. If its code may have been used the developer begins anew
 */
export async function completeConnect(
  platform: PlatformScope,
  callback: Callback,
  actor: Actor,
  deps: ConnectDependencies,
): Promise<Connection> {
  const { connections, provider } = deps;
  const stateHash = await hashSecret(callback.state);
  if ("error" in callback) return takeNoForAnAnswer(platform, stateHash, callback.error, deps);
  const state = await takeTurn(platform, stateHash, deps);
  if (state.progress === "done") return state.connection;
  const { mode } = state;
  const ownAccountId = await attempt(
    () => provider.readOwnAccountId(mode),
    () => connections.returnState(platform, stateHash),
  );
  // From here on the code may have been used: it can't be sent again.
  return attempt(
    async () => {
      const grant = await provider.exchangeCode(mode, callback.code);
      if (grant === null) throw new DreamError("authorization_expired");
      return link(platform, { ...grant, mode, ownAccountId, stateHash, actor }, deps);
    },
    () => connections.dropState(platform, stateHash),
  );
}

/** Runs a step, and what has to happen before its failure is told. What went wrong first is what is told. */
async function attempt<Value>(step: () => Promise<Value>, whenItFails: () => Promise<void>): Promise<Value> {
  try {
    return await step();
  } catch (cause) {
    await whenItFails().catch(() => undefined);
    throw cause;
  }
}

/** A no from Stripe changes nothing and ends this attempt. */
async function takeNoForAnAnswer(
  platform: PlatformScope,
  stateHash: string,
  error: string,
  { connections }: ConnectDependencies,
): Promise<never> {
  await connections.dropState(platform, stateHash);
  throw new DreamError(error === "access_denied" ? "authorization_denied" : "authorization_expired");
}

/** How long, in all, a second callback waits for the first: longer than the first may wait for Stripe. */
const waits = 24;
const waitMs = 500;

async function takeTurn(
  platform: PlatformScope,
  stateHash: string,
  { connections, pause }: ConnectDependencies,
): Promise<Exclude<AuthorizationState, { progress: "under_way" }>> {
  for (let waited = 0; waited <= waits; waited += 1) {
    const state = await connections.takeState(platform, stateHash);
    if (state === null) throw new DreamError("authorization_expired");
    if (state.progress !== "under_way") return state;
    await pause(waitMs);
  }
  throw new DreamError("authorization_expired");
}

/** Facts and write are apart, so a change in between is looked at again. */
const tries = 3;

interface WantedLink extends Grant {
  readonly mode: Mode;
  readonly ownAccountId: string;
  readonly stateHash: string;
  readonly actor: Actor;
}

async function link(platform: PlatformScope, wanted: WantedLink, deps: ConnectDependencies): Promise<Connection> {
  const { connections } = deps;
  const { mode, stripeAccountId, scope, stateHash } = wanted;
  for (let tried = 0; tried < tries; tried += 1) {
    const facts = await connections.readFacts(platform, { mode, stripeAccountId });
    const refusal = refusalOfAccount(facts, wanted);
    if (refusal) {
      // The grant of an account that sells for somebody is theirs too: it stays.
      const isInUse = facts.isLinkedElsewhere || facts.current?.stripeAccountId === stripeAccountId;
      if (!isInUse) await giveBack(wanted, deps);
      throw new DreamError(refusal);
    }
    const audit = connectionAudit(platform, wanted, facts);
    const made = await connections.connect(platform, {
      mode,
      stripeAccountId,
      scope,
      stateHash,
      current: facts.current,
      audit,
    });
    if (made) return made;
  }
  throw new DreamError("conflict");
}

function connectionAudit({ platformId }: PlatformScope, wanted: WantedLink, { current }: ConnectionFacts): AuditEntry {
  const { mode, actor, stripeAccountId } = wanted;
  const detail = { account: stripeAccountId, before: current?.stripeAccountId ?? null };
  return { platformId, mode, actor, action: "connection.made", detail };
}

/** A grant that we refuse is not kept; one that can't be given back now does no harm, because no row names it. */
async function giveBack(
  { mode, stripeAccountId }: WantedLink,
  { provider, report }: ConnectDependencies,
): Promise<void> {
  try {
    await provider.deauthorize(mode, stripeAccountId);
  } catch (cause) {
    report("a Stripe grant that was refused could not be given back", cause);
  }
}
