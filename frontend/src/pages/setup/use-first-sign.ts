/** Watches for the first sign of life in test: a counted call of a SaaS, a paid order of a store. */
import type { Live, Order } from "@dream-api/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useProject } from "../../app/project-context.ts";
import { useLive } from "../../queries/figures.ts";
import { useOldestOrders } from "../../queries/orders.ts";
import { accountKey } from "../../queries/use-endpoint.ts";

const pollMs = 2000;

export function useFirstSign(): { readonly live: Live | undefined; readonly paidOrder: Order | undefined } {
  const { project } = useProject();
  const tenant = { projectId: project.id, mode: "test" } as const;
  const isSaas = project.type === "saas";
  const live = useLive(tenant, { isEnabled: isSaas, pollMs });
  const orders = useOldestOrders(tenant, { isEnabled: !isSaas, pollMs });
  const paidOrder = orders.data?.data.find(({ paidAt }) => paidAt !== null);
  const hasSign = Boolean(live.data?.lastCall ?? paidOrder);
  const client = useQueryClient();
  useEffect(() => {
    // The project has a customer now, and its key was used.
    if (hasSign) void client.invalidateQueries({ queryKey: accountKey });
  }, [hasSign, client]);
  return { live: live.data, paidOrder };
}
