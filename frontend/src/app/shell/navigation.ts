/** The pages of a project, in the order of the sidebar. */
import type { Project } from "@dream-api/contract";
import type { LinkProps } from "@tanstack/react-router";
import {
  Activity,
  ChartNoAxesCombined,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Rocket,
  Settings2,
  ShoppingBag,
  Tags,
  Users,
  Webhook,
} from "lucide-react";

interface NavigationItem {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: string;
  readonly icon: LucideIcon;
}

interface NavigationGroup {
  readonly label: string;
  readonly items: readonly NavigationItem[];
}

export function navigationOf(type: Project["type"]): readonly NavigationGroup[] {
  const isSaas = type === "saas";
  return [
    {
      label: "Watch",
      items: [
        { to: "/dashboard", label: "Overview", icon: ChartNoAxesCombined },
        { to: "/customers", label: "Customers", icon: Users },
        isSaas
          ? { to: "/usage", label: "Usage", icon: Activity }
          : { to: "/orders", label: "Orders", icon: ShoppingBag },
        { to: "/events", label: "Events", icon: Webhook },
      ],
    },
    {
      label: "Build",
      items: [
        { to: "/setup", label: "Setup", icon: ListChecks },
        { to: "/api-tier-config", label: isSaas ? "Tiers" : "Products", icon: Tags },
        { to: "/credentials", label: "Keys", icon: KeyRound },
        { to: "/settings", label: "Settings", icon: Settings2 },
        { to: "/go-live", label: "Go live", icon: Rocket },
      ],
    },
  ];
}
