/** A store at its dashboard: a refund with what comes back into stock, what Stripe told us, pictures, and the end of a project. */
import type { Locator } from "playwright-core";
import { expect, test, vi } from "vitest";
import { png } from "../../packages/domain/test/images.ts";
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

const pngFile = { name: "picture.png", mimeType: "image/png", buffer: Buffer.from(png) };

/** Whether the picture came and is one: Chromium knows its width then. @returns where it is from */
async function sourceOf(image: Locator): Promise<string> {
  await image.waitFor();
  await vi.waitFor(async () => expect(await image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(1));
  return (await image.getAttribute("src")) ?? "";
}

const ofOurWorker = () => new RegExp(`^http://localhost:${new URL(world.urls.frontAuth).port}/assets/\\w+\\.png$`);

test("a product's picture is refused in plain words or uploaded, and then seen by everybody", async () => {
  const visit = await open(`/api-tier-config?project=${store.projectId}`);
  const { page } = visit;
  await page.getByRole("button", { name: /^Sticker pack/ }).click();
  const dialog = page.getByRole("dialog", { name: "Sticker pack" });
  const picture = dialog.getByLabel("Picture");
  await picture.setInputFiles({ ...pngFile, buffer: Buffer.alloc(5 * 1024 * 1024 + 1) });
  await dialog
    .getByRole("alert")
    .filter({ hasText: "This picture is too large. PNG, JPEG, WebP or AVIF, 5 MB" })
    .waitFor();
  await picture.setInputFiles({ ...pngFile, buffer: Buffer.from("<svg onload=alert(1)>") });
  await dialog.getByRole("alert").filter({ hasText: "This file is no picture that can be shown." }).waitFor();
  expect(await visit.takeProblems()).toMatchObject([{ message: expect.stringContaining("422") }]);

  await picture.setInputFiles(pngFile);
  await sourceOf(dialog.getByRole("img", { name: "As it will be shown" }));
  expect(await dialog.getByRole("alert").count()).toBe(0);
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved").waitFor();
  const source = await sourceOf(page.getByRole("region", { name: "Preview" }).locator("img"));
  expect(source).toMatch(ofOurWorker());
  const { json } = await call(world, "/api/products", { publishableKey: store.publishableKey });
  expect(json.data.find(({ name }: { name: string }) => name === "sticker-pack")).toMatchObject({ imageUrl: source });
});

test("a logo is refused in plain words or uploaded, and is there again after a reload", async () => {
  const visit = await open(`/settings?project=${store.projectId}`);
  const { page } = visit;
  const form = page.locator("form").filter({ has: page.getByRole("heading", { name: "Sign-in page" }) });
  await form.getByLabel("Upload a logo").setInputFiles({ ...pngFile, buffer: Buffer.from("no picture") });
  await form.getByRole("alert").filter({ hasText: "This file is no picture that can be shown." }).waitFor();
  await visit.takeProblems();
  await form.getByLabel("Upload a logo").setInputFiles(pngFile);
  await form.getByRole("button", { name: "Save sign-in page" }).click();
  await page.getByText("Saved. It acts from the next call on.").waitFor();
  await page.reload();
  expect(await sourceOf(form.getByRole("img", { name: "The logo" }))).toMatch(ofOurWorker());
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
