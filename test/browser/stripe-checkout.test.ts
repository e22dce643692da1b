/** The sandbox Stripe's Checkout, as a payer meets it. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { monthlyPrice, useSandbox } from "../../sandbox/stripe/test/sandbox-world.ts";
import { useBrowser } from "./runner/use-browser.ts";

const world = useSandbox();
const browser = useBrowser();

async function signUp(more: object = {}) {
  const price = await monthlyPrice(world.stripe);
  return world.stripe.checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: `${world.running.url}/_sandbox?session={CHECKOUT_SESSION_ID}`,
    ...more,
  });
}

const fresh = (id: string) => world.stripe.checkout.sessions.retrieve(id);

async function payWith(page: Page, number: string): Promise<void> {
  await page.getByLabel("Card number").fill(number);
  await page.getByRole("button", { name: /^(Pay|Subscribe)$/ }).click();
}

test("a declined payer reads why at the card's field, keeps what was typed, and pays with another card", async () => {
  const session = await signUp();
  const visit = await browser.openPage(session.url ?? "");
  const { page } = visit;
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByLabel("Name on card").fill("Ada Lovelace");
  await payWith(page, "4000 0000 0000 9995");
  const card = page.getByLabel("Card number");
  expect(await card.getAttribute("aria-invalid")).toBe("true");
  const message = page.locator(`#${await card.getAttribute("aria-describedby")}`);
  expect(await message.textContent()).toBe("Your card has insufficient funds.");
  expect(await page.getByLabel("E-mail").inputValue()).toBe("ada@example.com");
  // Chromium says of a page that answers 402 that it failed to load.
  expect(await visit.takeProblems()).toMatchObject([{ message: expect.stringContaining("402") }]);
  await payWith(page, "4242 4242 4242 4242");
  await page.waitForURL(`**/_sandbox?session=${session.id}`);
  expect(await fresh(session.id)).toMatchObject({
    payment_status: "paid",
    customer_details: { email: "ada@example.com", name: "Ada Lovelace" },
  });
});

test("a promotion code is refused at its field when it is wrong, and lowers the total when it is right", async () => {
  const coupon = await world.stripe.coupons.create({ percent_off: 50, duration: "once" });
  await world.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "HALF" });
  const session = await signUp({ allow_promotion_codes: true });
  const visit = await browser.openPage(session.url ?? "");
  const { page } = visit;
  await page.getByLabel("Promotion code").fill("NONE");
  await page.getByRole("button", { name: "Apply" }).click();
  expect(await page.getByRole("alert").textContent()).toBe("This code is invalid.");
  await visit.takeProblems();
  await page.getByLabel("Promotion code").fill("HALF");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText("Discount: 14.50 USD").waitFor();
  await page.getByLabel("E-mail").fill("ada@example.com");
  await payWith(page, "4242 4242 4242 4242");
  await page.waitForURL("**/_sandbox?session=*");
  expect(await fresh(session.id)).toMatchObject({ payment_status: "paid", amount_total: 1450 });
});

test("a card with 3-D Secure pays only when the bank's page was confirmed", async () => {
  const session = await signUp();
  const { page } = await browser.openPage(session.url ?? "");
  await page.getByLabel("E-mail").fill("ada@example.com");
  await payWith(page, "4000 0027 6000 3184");
  await page.getByRole("button", { name: "Fail" }).click();
  await page.getByRole("heading", { name: "Checkout" }).waitFor();
  expect((await fresh(session.id)).status).toBe("open");
  await payWith(page, "4000 0027 6000 3184");
  await page.getByRole("button", { name: "Complete" }).click();
  await page.waitForURL("**/_sandbox?session=*");
  expect((await fresh(session.id)).payment_status).toBe("paid");
});

test("a cart is shipped to where the payer says, on a phone and without JavaScript", async () => {
  const session = await world.stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [
      {
        price_data: { currency: "eur", unit_amount: 1500, product_data: { name: "Mug" } },
        quantity: 1,
        adjustable_quantity: { enabled: true, minimum: 1, maximum: 5 },
      },
    ],
    shipping_address_collection: { allowed_countries: ["DE", "FR"] },
    phone_number_collection: { enabled: true },
    success_url: `${world.running.url}/_sandbox?session={CHECKOUT_SESSION_ID}`,
  });
  const visit = await browser.openPage(session.url ?? "", { screen: "phone", hasJavaScript: false });
  const { page } = visit;
  await page.getByLabel("Quantity of Mug").fill("3");
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByLabel("Phone").fill("030 901820");
  await page.getByLabel("Full name").fill("Ada Lovelace");
  await page.getByRole("textbox", { name: "Address", exact: true }).fill("Hauptstr. 1");
  await page.getByLabel("City").fill("Berlin");
  await page.getByLabel("Country").selectOption("Germany");
  await payWith(page, "4242 4242 4242 4242");
  expect(await page.getByRole("alert").textContent()).toContain("country code");
  await visit.takeProblems();
  expect(await page.getByLabel("City").inputValue()).toBe("Berlin");
  await page.getByLabel("Quantity of Mug").fill("3");
  await page.getByLabel("Phone").fill("+49 30 901820");
  await payWith(page, "4242 4242 4242 4242");
  await page.waitForURL("**/_sandbox?session=*");
  expect(await fresh(session.id)).toMatchObject({
    amount_total: 4500,
    customer_details: { phone: "+4930901820" },
    collected_information: {
      shipping_details: { name: "Ada Lovelace", address: { line1: "Hauptstr. 1", country: "DE" } },
    },
  });
});
