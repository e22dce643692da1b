/** What opens over the pages of the dashboard, and how somebody gets there. What is listed here is looked at by axe. */
import type { Page } from "playwright-core";
import { openRow } from "./dashboard-console.ts";

interface DialogStep {
  /** Of its screenshots. */
  readonly name: string;
  /** Goes on from the step before, and waits for what comes last. */
  readonly open: (page: Page) => Promise<unknown>;
}

export interface DialogPage {
  readonly path: string;
  readonly project: "saas" | "store";
  readonly steps: readonly DialogStep[];
}

/** Who paid in both projects, with the id that the SaaS has for them. */
export const payer = { id: "pays", email: "payer@example.com" };

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();

/** Closes what is on top. */
async function close(page: Page): Promise<void> {
  const dialogs = page.getByRole("dialog");
  const top = dialogs.last();
  const id = await top.getAttribute("id");
  await page.keyboard.press("Escape");
  await page.locator(`[id="${id}"]`).waitFor({ state: "detached" });
}

const customers: readonly DialogStep[] = [
  {
    name: "customer",
    open: async (page) => (await openRow(page, payer.id)).getByText("customer.subscription.created").waitFor(),
  },
  {
    name: "change-tier",
    async open(page) {
      await press(page, "Change the tier");
      await page.getByLabel("New tier").selectOption("Enterprise, $99 a month");
      await page.getByRole("row", { name: /^Paid now \$/ }).waitFor();
    },
  },
  {
    name: "cancel-subscription",
    async open(page) {
      await close(page);
      await press(page, "Cancel it");
    },
  },
  {
    name: "erase-customer",
    async open(page) {
      await close(page);
      await press(page, "Erase this customer's data");
    },
  },
  {
    name: "new-customer",
    async open(page) {
      await close(page);
      await close(page);
      await press(page, "New customer");
    },
  },
];

const keys: readonly DialogStep[] = [
  {
    name: "rotate-key",
    async open(page) {
      await page.getByRole("button", { name: "Rotate" }).first().click();
      await page.getByLabel("The old secret works on").selectOption("Not at all: it ends now");
    },
  },
  {
    name: "revoke-key",
    async open(page) {
      await close(page);
      await page.getByRole("button", { name: "Revoke" }).first().click();
    },
  },
  {
    name: "new-key",
    async open(page) {
      await close(page);
      await press(page, "New key pair");
    },
  },
  {
    name: "new-secret",
    async open(page) {
      await page.getByLabel("Label").fill("staging");
      await press(page, "Make the pair");
      await page.getByRole("dialog", { name: "The secret key of staging" }).waitFor();
    },
  },
];

const tiers: readonly DialogStep[] = [
  { name: "tier", open: (page) => press(page, /^Pro/) },
  { name: "archive-tier", open: (page) => press(page, "Archive") },
  {
    name: "new-tier-refused",
    async open(page) {
      await close(page);
      await close(page);
      await press(page, "Add a tier");
      await page.getByRole("dialog").getByRole("button", { name: "Add the tier" }).click();
      await page.getByRole("alert").first().waitFor();
    },
  },
];

const products: readonly DialogStep[] = [
  { name: "product", open: (page) => press(page, /^Mug/) },
  {
    name: "stock",
    async open(page) {
      await close(page);
      await press(page, /^Stock of Mug/);
    },
  },
];

const orders: readonly DialogStep[] = [
  {
    name: "order",
    async open(page) {
      const drawer = await openRow(page, payer.email);
      await drawer.getByRole("radio", { name: "Items" }).click();
      await drawer.getByLabel("Mug (2 left)").fill("1");
    },
  },
  { name: "refund", open: (page) => page.getByLabel("Refund").getByRole("button", { name: "Refund" }).click() },
];

const settings: readonly DialogStep[] = [{ name: "delete-project", open: (page) => press(page, "Delete Demo SaaS") }];

/** On a desktop the sidebar stands there; on a phone a button brings it. */
const sidebar: readonly DialogStep[] = [
  {
    name: "sidebar",
    async open(page) {
      const button = page.getByRole("button", { name: "Open the menu" });
      const navigation = page.getByRole("navigation", { name: "Pages" });
      await button.or(navigation).filter({ visible: true }).first().waitFor();
      if (await button.isVisible()) await button.click();
      await navigation.filter({ visible: true }).waitFor();
    },
  },
  {
    name: "projects",
    async open(page) {
      await press(page, /^Demo SaaS/);
      await page.getByRole("menu").waitFor();
    },
  },
  {
    name: "person",
    async open(page) {
      await page.keyboard.press("Escape");
      await page.getByRole("menu").waitFor({ state: "detached" });
      await press(page, "Your menu");
      await page.getByRole("menu").waitFor();
    },
  },
];

const events: readonly DialogStep[] = [
  {
    name: "event",
    async open(page) {
      const drawer = await openRow(page, "checkout.session.completed");
      await drawer.getByText(payer.email).first().waitFor();
    },
  },
];

export const dialogPages: readonly DialogPage[] = [
  { path: "/customers", project: "saas", steps: customers },
  { path: "/usage", project: "saas", steps: sidebar },
  { path: "/events", project: "saas", steps: events },
  { path: "/api-tier-config", project: "saas", steps: tiers },
  { path: "/credentials", project: "saas", steps: keys },
  { path: "/settings", project: "saas", steps: settings },
  { path: "/api-tier-config", project: "store", steps: products },
  { path: "/orders", project: "store", steps: orders },
];
