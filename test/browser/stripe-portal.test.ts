/** The sandbox Stripe's billing portal and Connect page, clicked through. */
import { expect, test } from "vitest";
import { day, monthlyPrice, payingCustomer, useSandbox } from "../../sandbox/stripe/test/sandbox-world.ts";
import { useBrowser } from "./runner/use-browser.ts";

const world = useSandbox();
const browser = useBrowser();

async function openPortal() {
  const { stripe } = world;
  const product = await stripe.products.create({ name: "Pro" });
  const plan = (amount: number) => monthlyPrice(stripe, amount, { product: product.id, product_data: undefined });
  const [small, bigger] = [await plan(2900), await plan(9900)];
  const customer = await payingCustomer(stripe);
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: small.id }] });
  await stripe.billingPortal.configurations.create({
    features: {
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["price"],
        products: [{ product: product.id, prices: [small.id, bigger.id] }],
        proration_behavior: "always_invoice",
      },
      subscription_cancel: {
        enabled: true,
        mode: "at_period_end",
        cancellation_reason: { enabled: true, options: ["too_expensive", "other"] },
      },
      payment_method_update: { enabled: true },
      invoice_history: { enabled: true },
    },
  });
  const session = await stripe.billingPortal.sessions.create({ customer: customer.id });
  const visit = await browser.openPage(session.url);
  const now = () => stripe.subscriptions.retrieve(subscription.id, { expand: ["default_payment_method"] });
  return { ...visit, visit, now, bigger };
}

test("a customer sees what another plan costs today, confirms it, and finds the invoice", async () => {
  const { page, now, bigger } = await openPortal();
  world.advance(15 * day + day / 2);
  await page.getByLabel("New plan").selectOption("Pro 99.00 USD / month");
  await page.getByRole("button", { name: "Change plan" }).click();
  await page.getByText("Unused time on 1 × Pro").waitFor();
  expect(await page.getByText(/Due today/).textContent()).toBe("Due today: 35.00 USD");
  expect((await now()).items.data[0]?.price.id).not.toBe(bigger.id);
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("heading", { name: "Pro 99.00 USD / month" }).waitFor();
  expect((await now()).items.data[0]?.price.id).toBe(bigger.id);
  const invoices = page.getByRole("region", { name: "Invoices" });
  expect(await invoices.getByRole("row").count()).toBe(3);
  await invoices.getByRole("link").first().click();
  await page.getByRole("heading", { name: /^Invoice / }).waitFor();
  await page.getByText("35.00 USD").first().waitFor();
});

test("a customer cancels with a reason, and thinks better of it", async () => {
  const { page, now } = await openPortal();
  await page.getByRole("button", { name: "Cancel the subscription" }).click();
  await page.getByLabel("Why do you cancel?").selectOption("Too expensive");
  await page.getByRole("button", { name: "Cancel the subscription" }).click();
  await page.getByText(/Ends on/).waitFor();
  expect(await now()).toMatchObject({
    cancel_at: expect.any(Number),
    cancel_at_period_end: false,
    cancellation_details: { feedback: "too_expensive" },
  });
  await page.getByRole("button", { name: "Keep the subscription" }).click();
  await page.getByText(/Renews on/).waitFor();
  expect((await now()).cancel_at).toBeNull();
});

test("a customer changes the card, and is told at the field when it is no good", async () => {
  const { page, visit, now } = await openPortal();
  await page.getByLabel("Card number").fill("4000 0000 0000 0002");
  await page.getByRole("button", { name: "Save card" }).click();
  expect(await page.getByRole("alert").textContent()).toBe("Your card was declined.");
  expect(await page.getByLabel("Card number").getAttribute("aria-invalid")).toBe("true");
  await visit.takeProblems();
  await page.getByLabel("Card number").fill("5555 5555 5555 4444");
  await page.getByRole("button", { name: "Save card" }).click();
  await page.getByText("mastercard ending in 4444 (default)").waitFor();
  expect((await now()).default_payment_method).toMatchObject({ card: { brand: "mastercard" } });
});

function authorizeUrl(state: string): string {
  const { url, sandbox } = world.running;
  const query = new URLSearchParams({
    response_type: "code",
    client_id: sandbox.accounts.platform.clientId.test,
    scope: "read_write",
    state,
    redirect_uri: `${url}/_sandbox`,
  });
  return `${url}/oauth/authorize?${query}`;
}

async function connectedAccount(address: string): Promise<string> {
  const code = new URL(address).searchParams.get("code") ?? "";
  const { stripe_user_id } = await world.stripe.oauth.token({ grant_type: "authorization_code", code });
  return stripe_user_id ?? "";
}

test("a developer creates an account to connect, and the next time picks it", async () => {
  const { page } = await browser.openPage(authorizeUrl("first"));
  await page.getByLabel("Name of the new account").fill("Ada's shop");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.waitForURL(/_sandbox\?.*state=first/);
  const created = await connectedAccount(page.url());
  await page.goto(authorizeUrl("second"));
  await page.getByRole("combobox", { name: /^Account/ }).selectOption(created);
  await page.getByRole("button", { name: "Connect" }).click();
  await page.waitForURL(/_sandbox\?.*state=second/);
  expect(await connectedAccount(page.url())).toBe(created);
});

test("a developer denies, and the platform hears it with the state", async () => {
  const { page } = await browser.openPage(authorizeUrl("third"));
  await page.getByRole("button", { name: "Deny" }).click();
  await page.waitForURL(/_sandbox\?.*error=access_denied.*/);
  expect(new URL(page.url()).searchParams.get("state")).toBe("third");
});
