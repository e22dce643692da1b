/** Every page of the dashboard, and how to know that it is all there. What is listed here is looked at by axe and held steady. */
import type { Page } from "playwright-core";

export interface DashboardPage {
  /** Of its screenshots. */
  readonly name: string;
  /** With `mode` where it is not test. */
  readonly path: string;
  /** Public pages are looked at by somebody who is not signed in. */
  readonly isPublic?: boolean;
  /** Which of the demo developer's projects; the SaaS unless said. */
  readonly project?: "saas" | "store";
  /** Waits for what comes last. The page's title is there already. */
  readonly ready?: (page: Page) => Promise<unknown>;
}

const clerkIsThere = (page: Page) => page.locator(".cl-formButtonPrimary").waitFor();

export const dashboardPages: readonly DashboardPage[] = [
  { name: "landing", path: "/", isPublic: true, ready: (page) => page.getByText("answered you in").waitFor() },
  { name: "sign-in", path: "/sign-in", isPublic: true, ready: clerkIsThere },
  { name: "sign-up", path: "/sign-up", isPublic: true, ready: clerkIsThere },
  { name: "not-found", path: "/nowhere", isPublic: true },
  { name: "overview", path: "/dashboard" },
  { name: "overview-store", path: "/dashboard", project: "store" },
  { name: "new-project", path: "/projects/new" },
  { name: "setup", path: "/setup" },
  { name: "connect-callback", path: "/connect/callback" },
  { name: "customers", path: "/customers" },
  { name: "usage", path: "/usage" },
  { name: "orders", path: "/orders", project: "store" },
  { name: "events", path: "/events" },
  { name: "tiers", path: "/api-tier-config" },
  { name: "products", path: "/api-tier-config", project: "store" },
  { name: "keys", path: "/credentials" },
  { name: "settings", path: "/settings" },
  { name: "go-live", path: "/go-live" },
  { name: "account", path: "/account" },
  { name: "not-live-yet", path: "/customers?mode=live" },
];
