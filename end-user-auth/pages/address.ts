/** Where in the hosted pages the browser is, and how it goes on without loading the document anew. */
import type { Mode } from "@dream-api/contract";
import { useSyncExternalStore } from "react";

const pageNames = ["sign-in", "sign-up", "consent", "account", "sign-out"] as const;
export type PageName = (typeof pageNames)[number];

/** The page of the current address; it follows the browser's buttons. */
export function usePageName(): PageName | undefined {
  const name = useSyncExternalStore(subscribe, () => location.pathname.split("/")[1]);
  return pageNames.find((one) => one === name);
}

/** Of a sign-in: the path of one of its pages. */
export function pathOfRequest(page: PageName, request: string): string {
  return `/${page}?${new URLSearchParams({ request })}`;
}

export function pathOfAccount(mode: Mode): string {
  return mode === "live" ? "/account" : `/account?mode=${mode}`;
}

/** Where an account is made without an app that waits: only an invitation leads there. */
export function pathOfInvitation(mode: Mode, ticket?: string): string {
  return `/sign-up?${new URLSearchParams({ mode, ...(ticket === undefined ? {} : { [ticketName]: ticket }) })}`;
}

/** The account of somebody who was invited, and has it now. */
export function pathOfInvited(mode: Mode): string {
  return `/account?${new URLSearchParams({ mode, [invitedName]: "yes" })}`;
}

interface Invitation {
  /** What signs its address up, without a code; null where it is used, or for somebody who has an account. */
  readonly ticket: string | null;
}

/** What Clerk's link of an invitation brought here; null where nobody was invited. */
export function readInvitation(): Invitation | null {
  const query = new URLSearchParams(location.search);
  const ticket = query.get(ticketName);
  if (ticket === null) return query.has(invitedName) ? { ticket: null } : null;
  return { ticket: query.get("__clerk_status") === "sign_in" ? null : ticket };
}

const ticketName = "__clerk_ticket";
const invitedName = "invited";

/** Stays in the document for our own pages, and leaves it for every other address. */
export function go(to: string, kind: "push" | "replace" = "push"): void {
  const url = new URL(to, location.href);
  const isOurs = url.origin === location.origin && pageNames.some((name) => url.pathname.split("/")[1] === name);
  if (!isOurs) {
    location.assign(url);
    return;
  }
  if (url.href === location.href) return;
  history[kind === "push" ? "pushState" : "replaceState"](null, "", url);
  for (const listener of listeners) listener();
}

/** Leaves for the app. The page that is left does not stay in the history: its sign-in is over. */
export function leaveFor(redirectUrl: string): void {
  // Earlier ones of the same document do, and a browser may show them as they were left.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  location.replace(redirectUrl);
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}
