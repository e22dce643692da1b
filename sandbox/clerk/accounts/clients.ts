/** Clients: what Clerk remembers of one browser. */
import type { Scope } from "../instances/instance.ts";
import type { Client } from "../store/entities.ts";
import { makeId } from "../store/make-id.ts";

export function createClient(scope: Scope): Client {
  const now = scope.now();
  return scope.clients.put({
    id: makeId("client"),
    signUpId: null,
    signInId: null,
    lastActiveSessionId: null,
    lastStrategy: null,
    createdAt: now,
    updatedAt: now,
  });
}
