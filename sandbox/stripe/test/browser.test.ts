import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { monthlyPrice, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();
let browser: Browser;

beforeAll(async () => {
  // Its own list asks for a single process, which ends with the first page that is closed.
  const args = chromium.args.filter((arg) => arg !== "--single-process" && arg !== "--no-zygote");
  browser = await playwright.launch({ args, executablePath: await chromium.executablePath() });
}, 60_000);

afterAll(() => browser.close());

describe("a person in a browser", () => {
  test("is told of a declined card, pays with another, and comes back with the session's id", async () => {
    const price = await monthlyPrice(world.stripe);
    const back = `${world.running.url}/_sandbox?session={CHECKOUT_SESSION_ID}`;
    const session = await world.stripe.checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: back,
    });
    const page = await browser.newPage();
    await page.goto(session.url ?? "");
    await page.getByLabel("E-mail").fill("ada@example.com");
    await page.getByLabel("Card number").fill("4000 0000 0000 0002");
    await page.getByRole("button", { name: "Subscribe" }).click();
    expect(await page.getByRole("alert").textContent()).toBe("Your card was declined.");
    await page.getByLabel("Card number").fill("4242 4242 4242 4242");
    await page.getByRole("button", { name: "Subscribe" }).click();
    await page.waitForURL(`**/_sandbox?session=${session.id}`);
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe("paid");
    await page.close();
  });

  test("connects an account and returns with a code", async () => {
    const { url, sandbox } = world.running;
    const query = new URLSearchParams({
      response_type: "code",
      client_id: sandbox.accounts.platform.clientId.test,
      scope: "read_write",
      state: "s1",
      redirect_uri: `${url}/_sandbox`,
    });
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${url}/oauth/authorize?${query}`);
    await page.getByLabel("Name of the new account").fill("Ada's shop");
    await page.getByRole("button", { name: "Connect" }).click();
    await page.waitForURL(/_sandbox\?scope/, { timeout: 10_000 });
    const code = new URL(page.url()).searchParams.get("code") ?? "";
    const token = await world.stripe.oauth.token({ grant_type: "authorization_code", code });
    expect(token.stripe_user_id).toMatch(/^acct_/);
    await page.close();
  });
});
