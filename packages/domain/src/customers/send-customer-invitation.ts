/** The mail that asks an invited customer to sign in. Who was erased or has signed in meanwhile gets none. */
import type { Mode } from "@dream-api/contract";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { CustomerStore } from "./customer.ts";

export interface CustomerInvitationDependencies {
  readonly customers: Pick<CustomerStore, "find">;
  /** Through the end users' app of that mode. @throws ProviderFailure */
  readonly invite: (mode: Mode, email: string) => Promise<unknown>;
  /** Takes the invitation out of the outbox; with what Clerk refused it for, the developer is told. */
  readonly settleInvitation: (scope: Scope, userId: string, refusal: string | null) => Promise<void>;
  readonly report: (message: string, cause: unknown) => void;
}

/** @throws ProviderFailure when nobody knows whether it went out: it is tried again */
export async function sendCustomerInvitation(
  scope: Scope,
  userId: string,
  deps: CustomerInvitationDependencies,
): Promise<void> {
  let refusal: string | null = null;
  const customer = await deps.customers.find(scope, userId);
  if (customer?.status === "invited" && customer.email !== null) {
    try {
      await deps.invite(scope.mode, customer.email);
    } catch (cause) {
      if (!(cause instanceof ProviderFailure) || cause.kind !== "refused") throw cause;
      deps.report("an invitation was refused; it is not tried again", cause);
      refusal = cause.providerCode ?? cause.kind;
    }
  }
  await deps.settleInvitation(scope, userId, refusal);
}
