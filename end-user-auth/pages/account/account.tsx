/** The account of who is signed in. */
import { UserProfile, useClerk, useUser } from "@clerk/react";
import type { Mode } from "@dream-api/contract";
import { readInvitation } from "../address.ts";
import { Screen, Waiting } from "../screen.tsx";
import { Memberships } from "./memberships.tsx";
import { SignOutEverywhere } from "./sign-out-everywhere.tsx";

export function Account({ mode }: { mode: Mode }) {
  const clerk = useClerk();
  const { user } = useUser();
  return (
    <div className="account">
      <Screen title="Your account">
        <div className="person">
          <p>
            You are signed in as <strong>{user?.primaryEmailAddress?.emailAddress ?? user?.fullName}</strong>
          </p>
          <button type="button" className="link" onClick={() => void clerk.signOut()}>
            Sign out
          </button>
        </div>
        {readInvitation() ? (
          <p>Go to the app that invited you, and sign in there with the address that it invited.</p>
        ) : null}
      </Screen>
      <Memberships mode={mode} />
      <section className="clerk" aria-label="Who you are">
        <UserProfile routing="hash" fallback={<Waiting />} />
      </section>
      <SignOutEverywhere mode={mode} />
    </div>
  );
}
