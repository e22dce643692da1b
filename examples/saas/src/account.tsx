/** Who is signed in, and the ways in and out. */
import { SignedIn, SignedOut, useUsage, useUser } from "dream-api/react";
import { api } from "./dream.ts";

export function Account() {
  const { user, signIn, signUp, signOut } = useUser();
  const { usage } = useUsage();

  async function openBilling() {
    const { url } = await api.openPortal({ returnUrl: location.origin });
    location.assign(url);
  }

  return (
    <nav aria-label="Account">
      <SignedOut>
        <button type="button" className="quiet" onClick={() => signIn()}>
          Sign in
        </button>
        <button type="button" onClick={() => signUp()}>
          Sign up
        </button>
      </SignedOut>
      <SignedIn>
        <span>{user?.email}</span>
        {usage?.plan !== "free" && (
          <button type="button" className="quiet" onClick={openBilling}>
            Billing
          </button>
        )}
        <button type="button" className="quiet" onClick={() => signOut()}>
          Sign out
        </button>
      </SignedIn>
    </nav>
  );
}
