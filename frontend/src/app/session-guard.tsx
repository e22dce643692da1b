/** Forgets all answers and secrets when somebody else signs in: nobody sees what another asked for. */
import { useAuth } from "@clerk/react";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { forgetSecret } from "../keys/fresh-secret.ts";

/** Outlives the shell, which is gone while nobody is signed in. */
let lastUserId: string | null | undefined;

export function SessionGuard({ children }: { children: ReactNode }) {
  const { userId } = useAuth();
  const client = useQueryClient();
  if (lastUserId !== userId) {
    if (lastUserId !== undefined) {
      client.clear();
      forgetSecret();
    }
    lastUserId = userId;
  }
  return <div key={userId}>{children}</div>;
}
