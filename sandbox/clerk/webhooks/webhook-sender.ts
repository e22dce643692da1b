/**
 * Tells webhook endpoints what happened: signed, repeated until an answer of 2xx or the last retry, and logged. What
 * was under way when the sandbox stopped goes on at the next start.
 */
import type { Scope } from "../instances/instance.ts";
import type { Delivery, DeliveryAttempt, WebhookEndpoint } from "../store/entities.ts";
import { makeId } from "../store/make-id.ts";
import { signMessage } from "./sign-message.ts";

/** How long Svix waits after each failure: https://docs.svix.com/retries. */
const svixRetryDelaysMs = [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000];
const answerTimeoutMs = 15_000;

export interface WebhookSender {
  publish(scope: Scope, type: string, data: object): void;
  /** Sends once more, whatever became of it; resolves when this attempt is over. */
  resend(scope: Scope, delivery: Delivery): Promise<void>;
  resume(scope: Scope): void;
  /** Resolves when no attempt is under way; planned retries are not waited for. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export function createWebhookSender(retryDelaysMs: readonly number[] = svixRetryDelaysMs): WebhookSender {
  const underWay = new Set<Promise<void>>();
  const planned = new Set<NodeJS.Timeout>();
  let isStopped = false;

  function start(scope: Scope, deliveryId: string): Promise<void> {
    const attempt = attemptOnce(scope, deliveryId).finally(() => underWay.delete(attempt));
    underWay.add(attempt);
    return attempt;
  }

  async function attemptOnce(scope: Scope, deliveryId: string): Promise<void> {
    const delivery = scope.deliveries.find(deliveryId);
    const endpoint = scope.webhookEndpoints.find(delivery?.endpointId);
    if (!delivery || !endpoint || isStopped) return;
    const attempt = await post(scope, endpoint, delivery);
    const isDelivered =
      attempt.responseStatus !== null && attempt.responseStatus >= 200 && attempt.responseStatus < 300;
    // Read again: a reset may have taken it away meanwhile, and a closed sandbox keeps it for its next start.
    const latest = isStopped ? undefined : scope.deliveries.find(deliveryId);
    if (!latest) return;
    const attempts = [...latest.attempts, attempt];
    const delayMs = retryDelaysMs[attempts.length - 1];
    const failed = delayMs === undefined ? "failed" : "pending";
    scope.deliveries.put({ ...latest, attempts, status: isDelivered ? "succeeded" : failed });
    if (!isDelivered && delayMs !== undefined) plan(scope, deliveryId, delayMs);
  }

  function plan(scope: Scope, deliveryId: string, delayMs: number): void {
    const timer = setTimeout(() => {
      planned.delete(timer);
      if (scope.deliveries.find(deliveryId)?.status === "pending") void start(scope, deliveryId);
    }, delayMs);
    timer.unref();
    planned.add(timer);
  }

  return {
    publish(scope, type, data) {
      const now = scope.now();
      const event = { object: "event", type, data, timestamp: now, instance_id: scope.instance.id };
      const body = JSON.stringify({ ...event, event_attributes: { http_request: { client_ip: "", user_agent: "" } } });
      for (const endpoint of scope.webhookEndpoints.all()) {
        if (endpoint.eventTypes.length > 0 && !endpoint.eventTypes.includes(type)) continue;
        const delivery: Delivery = {
          id: makeId("msg"),
          endpointId: endpoint.id,
          type,
          body,
          status: "pending",
          attempts: [],
          createdAt: now,
        };
        scope.deliveries.put(delivery);
        void start(scope, delivery.id);
      }
    },
    resend: (scope, delivery) => start(scope, delivery.id),
    resume(scope) {
      for (const { id, status } of scope.deliveries.all()) if (status === "pending") void start(scope, id);
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async stop() {
      isStopped = true;
      for (const timer of planned) clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
}

async function post(scope: Scope, endpoint: WebhookEndpoint, { id, body }: Delivery): Promise<DeliveryAttempt> {
  const at = scope.now();
  const timestampSeconds = Math.floor(at / 1000);
  try {
    const response = await fetch(endpoint.url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "svix-id": id,
        "svix-timestamp": String(timestampSeconds),
        "svix-signature": signMessage(endpoint.secret, id, timestampSeconds, body),
      },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    await response.arrayBuffer();
    return { at, responseStatus: response.status, error: null };
  } catch (cause) {
    return { at, responseStatus: null, error: cause instanceof Error ? cause.message : String(cause) };
  }
}
