/** A person's account: which apps know them, what they know, and the ways out. */
import { useAuth } from "@clerk/react";
import type { Mode } from "@dream-api/contract";
import { pathOfAccount } from "../address.ts";
import { ClerkForm } from "../clerk-form.tsx";
import { Frame } from "../frame.tsx";
import { readAccount } from "../pages-api.ts";
import { ProblemScreen } from "../problem-screen.tsx";
import { Waiting } from "../screen.tsx";
import { useLoaded } from "../use-loaded.ts";
import { WithClerk } from "../with-clerk.tsx";
import { Account } from "./account.tsx";
import "./account.css";

export default function AccountPage() {
  const wanted = new URLSearchParams(location.search).get("mode") ?? "live";
  const account = useLoaded(wanted, () => readAccount(wanted));
  if (account.is === "waiting") return <Waiting />;
  if (account.is === "failed") {
    return (
      <Frame project={null} mode={null}>
        <ProblemScreen problem={account.problem} />
      </Frame>
    );
  }
  const { mode, clerk } = account.value;
  const path = pathOfAccount(mode);
  return (
    <Frame project={null} mode={mode}>
      <WithClerk clerk={clerk} project={null} paths={{ signIn: path, signUp: path, afterSignOut: path }}>
        <Door mode={mode} />
      </WithClerk>
    </Frame>
  );
}

function Door({ mode }: { mode: Mode }) {
  const { isLoaded, isSignedIn } = useAuth();
  if (!isLoaded) return <Waiting />;
  return isSignedIn ? <Account mode={mode} /> : <ClerkForm name="your account" />;
}
