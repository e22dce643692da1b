/** Who is signed in, and the ways in and out. */
import { useSyncExternalStore } from "react";
import type { Auth } from "../auth/auth.ts";
import type { User } from "../auth/user.ts";
import { useDreamContext } from "./dream-context.ts";

export interface UseUser extends Pick<Auth, "signIn" | "signUp" | "signOut"> {
  /** Null is nobody, as far as is known. */
  readonly user: User | null;
  /** False until it is known for sure. */
  readonly isLoaded: boolean;
  /** Why the sign-in that the page was opened by failed. */
  readonly error: Error | null;
}

export function useUser(): UseUser {
  const { api, isLoaded, error } = useDreamContext();
  const { auth } = api;
  const user = useSyncExternalStore(
    auth.onChange,
    () => auth.user,
    () => null,
  );
  return { user, isLoaded, error, signIn: auth.signIn, signUp: auth.signUp, signOut: auth.signOut };
}
