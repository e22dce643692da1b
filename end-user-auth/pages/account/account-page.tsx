/** A person's account: which apps know them, what they know, and the ways out. */
import { useAuth } from "@clerk/react";
import type { Mode } from "@dream-api/contract";
import { useEffect, useState } from "react";
import {
  go,
  type PageName,
  pathOfAccount,
  pathOfInvitation,
  pathOfInvited,
  readInvitation,
  usePageName,
} from "../address.ts";
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
  // At first: the ticket goes out of the address once it is used.
  const [isInvited] = useState(() => readInvitation() !== null);
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
  const paths = {
    signIn: path,
    signUp: pathOfInvitation(mode),
    afterSignOut: path,
    afterwards: isInvited ? pathOfInvited(mode) : path,
  };
  return (
    <Frame project={null} mode={mode}>
      <WithClerk clerk={clerk} project={null} paths={paths}>
        <Door mode={mode} />
      </WithClerk>
    </Frame>
  );
}

/** Clerk's link of an invitation leads to the account, which whoever was invited has still to make. */
function Door({ mode }: { mode: Mode }) {
  const { isLoaded, isSignedIn } = useAuth();
  const page = usePageName();
  const ticket = readInvitation()?.ticket ?? undefined;
  const to = pageFor({ isSignedIn, page, ticket });

  useEffect(() => {
    if (to === "sign-up") go(pathOfInvitation(mode, ticket), "replace");
    if (to === "account") go(pathOfInvited(mode), "replace");
  }, [to, mode, ticket]);

  if (!isLoaded || to) return <Waiting />;
  if (isSignedIn) return <Account mode={mode} />;
  return <ClerkForm name="your account" isNew={page === "sign-up"} />;
}

interface At {
  readonly isSignedIn: boolean | undefined;
  readonly page: PageName | undefined;
  readonly ticket: string | undefined;
}

/** Null for who is on the right page, or not known yet. */
function pageFor({ isSignedIn, page, ticket }: At): PageName | null {
  if (isSignedIn === undefined) return null;
  if (isSignedIn) return page === "sign-up" ? "account" : null;
  return page === "account" && ticket !== undefined ? "sign-up" : null;
}
