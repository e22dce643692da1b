/** The sandbox's own page, as somebody uses it who tries the product out. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { choosePassword, password, seesText, typeCode, useClerkApps } from "./clerk-visitor.ts";
import { takeLooks } from "./runner/take-looks.ts";
import { useBrowser } from "./runner/use-browser.ts";
import type { VisitOptions } from "./runner/visit.ts";

const apps = useClerkApps();
const browser = useBrowser();
const slug = "dream-api";
let isListening = false;
let messages = 0;
const listener = createServer((request, response) => {
  request.resume();
  messages += 1;
  response.writeHead(isListening ? 200 : 500).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/webhook`;
  apps.clerk.addWebhookEndpoint(slug, url, ["user.created"]);
});

afterAll(() => listener.close());

const openOutbox = (options?: VisitOptions) => browser.openPage(`${apps.clerk.url}/_sandbox`, options);

async function askBackend(path: string, body: object): Promise<void> {
  const response = await fetch(`${apps.clerk.url}/v1${path}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${apps.clerk.instance(slug).secretKey}` },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

test("a mail appears by itself, and its code is copied into the sign-up page", async () => {
  const { page } = await openOutbox();
  const address = "reader@example.com";
  const { page: signUp } = await browser.openPage(`${apps.developers.url}/sign-up`);
  await signUp.locator("input[name=emailAddress]").fill(address);
  await choosePassword(signUp);
  await signUp.locator("input[data-input-otp]").waitFor();
  const mail = page.locator(".mails li").filter({ hasText: address });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await mail.getByRole("button", { name: "Copy code" }).click();
  await seesText(page, "Copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^\d{6}$/);
  await typeCode(signUp, () => copied);
  await seesText(signUp, `Signed in as ${address}`);
  await page.locator("tbody").getByText(address, { exact: true }).waitFor();
  await page.locator("tbody").getByText("active", { exact: true }).waitFor();
});

test("an invitation's link is opened from its mail", async () => {
  const invitation = { email_address: "guest@example.com", redirect_url: `${apps.developers.url}/sign-up` };
  await askBackend("/invitations", invitation);
  const { page } = await openOutbox();
  await page.locator(".mails li").filter({ hasText: "guest@example.com" }).getByRole("link").click();
  await page.locator("input[name=password]").waitFor();
  expect(page.url()).toContain(`${apps.developers.url}/sign-up?__clerk_ticket=`);
});

test("a delivery that failed is sent again", async () => {
  apps.clerk.seed(slug, [{ emailAddress: "told@example.com", password }]);
  await apps.clerk.webhooksSettled();
  const { page } = await openOutbox();
  const row = page.locator("tr").filter({ hasText: "user.created" }).first();
  await row.getByText("500").first().waitFor();
  isListening = true;
  const before = messages;
  await row.getByRole("button", { name: "Send again" }).click();
  await row.getByText("succeeded").waitFor();
  expect(messages).toBe(before + 1);
});

test("a user is added by hand, signs in, and outlives a reset, which takes all else", async () => {
  const address = "added@example.com";
  await askBackend("/users", { email_address: ["passing@example.com"], password });
  const { page } = await openOutbox({ hasJavaScript: false });
  await page.getByRole("textbox", { name: "Address" }).fill(address);
  await page.getByRole("button", { name: "Add user" }).click();
  await page.locator("tbody").getByText(address, { exact: true }).waitFor();
  const { token } = apps.clerk.signIn(slug, address, apps.developers.url);
  expect(token).not.toBe("");
  await page.getByRole("button", { name: "Reset" }).click();
  await page.locator("tbody").getByText(address, { exact: true }).waitFor();
  expect(apps.clerk.sessions(slug)).toEqual([]);
  const left = apps.clerk.users(slug).flatMap(({ emailAddresses }) => emailAddresses.map((one) => one.emailAddress));
  expect(left).toContain(address);
  expect(left).not.toContain("passing@example.com");
});

test("each instance has a page of its own", async () => {
  const { page } = await openOutbox();
  await page.getByRole("link", { name: "end-user-api-live" }).click();
  await page.getByText(apps.clerk.instance("end-user-api-live").publishableKey).waitFor();
  expect(await page.getByText("added@example.com").count()).toBe(0);
});

test("the page fits a desktop and a phone, light and dark", async () => {
  const { clerk, developers } = apps;
  clerk.seed(slug, [{ emailAddress: "ada@example.com", password, firstName: "Ada", lastName: "Lovelace" }]);
  clerk.signIn(slug, "ada@example.com", developers.url);
  await askBackend("/invitations", { email_address: "grace@example.com", redirect_url: `${developers.url}/sign-up` });
  const { page } = await browser.openPage(`${developers.url}/sign-up`);
  await page.locator("input[name=emailAddress]").fill("alan@example.com");
  await choosePassword(page);
  await page.locator("input[data-input-otp]").waitFor();
  await clerk.webhooksSettled();
  await takeLooks({ name: "clerk-outbox", open: openOutbox });
});
