/** Forgets all answers when somebody else signs in: nobody sees what another asked for. */
import { useAuth } from "@clerk/react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { forgetSecret } from "../keys/fresh-secret.ts";

export function SessionGuard({ children }: { children: ReactNode }) {
  const { userId } = useAuth();
  const client = useQueryClient();
  const lastUserId = useRef(userId);
  if (lastUserId.current !== userId) {
    lastUserId.current = userId;
    client.clear();
    forgetSecret();
  }
  return <div key={userId}>{children}</div>;
}
