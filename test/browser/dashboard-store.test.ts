/** A store at its dashboard: a refund with what comes back into stock, what Stripe told us, and the end of a project. */
import { expect, test } from "vitest";
import { demoSaas, demoStore } from "../../scripts/local/demo-catalogue.ts";
import { hearAll } from "../world/hear.ts";
import { call, track } from "../world/world.ts";
import { openRow, payAtCheckout, rowOf, useConsole } from "./dashboard-console.ts";

let store = { projectId: "", publishableKey: "", secretKey: "" };
let ended = { ...store };
const { world, browser, open } = useConsole(async (dashboard) => {
  await dashboard.connectStripe("Developer");
  store = await dashboard.createProject(demoStore);
  ended = await dashboard.createProject({ ...demoSaas, name: "Short-lived" });
});

/** As the shop's own pages have it. */
async function stockOf(product: string): Promise<number> {
  const { json } = await call(world, "/api/products", { publishableKey: store.publishableKey });
  return json.data.find(({ name }: { name: string }) => name === product).stock;
}

async function sell(email: string, items: { product: string; quantity: number }[]): Promise<void> {
  const { json } = await call(world, "/api/cart/checkout", { secretKey: store.secretKey, body: { items } });
  const { page } = await browser.openPage(json.url);
  await payAtCheckout(page, email);
  await page.waitForURL((url) => url.href !== json.url);
  await hearAll(world);
}

test("one of two mugs is refunded and put back into stock", async () => {
  await sell("mugs@example.com", [
    { product: "mug", quantity: 2 },
    { product: "sticker-pack", quantity: 1 },
  ]);
  expect(await stockOf("mug")).toBe(23);
  const { page } = await open(`/orders?project=${store.projectId}`);
  const drawer = await openRow(page, "mugs@example.com");
  await drawer.getByRole("cell", { name: "$45.00" }).waitFor();
  await drawer.getByRole("radio", { name: "Items" }).click();
  await drawer.getByLabel("Mug (2 left)").fill("1");
  await drawer.getByRole("switch", { name: "Put back into stock" }).click();
  await drawer.getByRole("button", { name: "Refund" }).click();
  await page.getByRole("dialog", { name: "Give the money back?" }).getByRole("button", { name: "Refund" }).click();
  await page.getByText("The money is on its way back").waitFor();
  await hearAll(world);
  await drawer.getByText("1 given back").waitFor();
  await drawer.getByText("-$18.00").waitFor();
  await drawer.getByRole("button", { name: "Close" }).click();
  await rowOf(page, "mugs@example.com").getByText("Partially refunded").waitFor();
  expect(await stockOf("mug")).toBe(24);
});

test("an event shows what Stripe sent, and can be looked at again", async () => {
  await sell("events@example.com", [{ product: "sticker-pack", quantity: 1 }]);
  const { page } = await open(`/events?project=${store.projectId}`);
  await page.getByLabel("Type, event or object id").fill("checkout.session.completed");
  const row = rowOf(page, "checkout.session.completed").first();
  await row.getByText("Processed").waitFor();
  await row.getByRole("button").click();
  const drawer = page.getByRole("dialog", { name: "checkout.session.completed" });
  await drawer.getByText('"email": "events@example.com"').waitFor();
  await drawer.getByRole("button", { name: "Look at it again" }).click();
  await page.getByText(/^Looked at again: /).waitFor();
});

test("a project is deleted by typing its name, and its keys end with it", async () => {
  const { page } = await open(`/settings?project=${ended.projectId}`);
  expect((await track(world, ended, "caller")).status).toBe(200);
  await page.getByRole("button", { name: "Delete Short-lived" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Short-lived?" });
  const confirm = dialog.getByRole("button", { name: "Delete the project" });
  await dialog.getByLabel("Type “Short-lived” to go on").fill("short-lived");
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel("Type “Short-lived” to go on").fill("Short-lived");
  await confirm.click();
  await page.getByText("Short-lived is deleted").waitFor();
  await page.getByRole("complementary", { name: "Mode of this page" }).getByText("Demo store").waitFor();
  expect((await track(world, ended, "caller")).status).toBe(401);
});
