/** An app signs a person out (RFC 7009): the sign-in that a token is of ends, and nothing is refreshed any more. */
import type { Clock } from "../clock.ts";
import { hashSecret } from "../keys/verify-key.ts";
import type { SignInStore } from "./sign-in-store.ts";
import type { VerifyToken } from "./tokens.ts";

export interface EndSignInDependencies {
  readonly signIns: SignInStore;
  readonly verifyToken: VerifyToken;
  readonly clock: Clock;
}

/** A token that is not known, or of another client, changes nothing and is no error. */
export async function endSignIn(
  { token, clientId }: { readonly token: string; readonly clientId: string },
  { signIns, verifyToken, clock }: EndSignInDependencies,
): Promise<void> {
  const at = clock().real;
  const refresh = await signIns.findRefresh(await hashSecret(token));
  const found = refresh?.family ?? (await verifyToken(token, at));
  if (found?.clientId === clientId) await signIns.revokeFamily(found.familyId, at);
}
