/** Signing up and in with `@clerk/react` and Clerk's prebuilt components, unmodified, against the sandbox. */
import { createSessionVerifier } from "@dream-api/clerk";
import { expect, test } from "vitest";
import {
  choosePassword,
  codeFor,
  getToken,
  password,
  seesText,
  signIn,
  signOut,
  signUp,
  submit,
  typeCode,
  typePassword,
  useClerkApps,
} from "./clerk-visitor.ts";
import { useBrowser } from "./runner/use-browser.ts";

const apps = useClerkApps();
const browser = useBrowser();

test("a developer signs up with a mailed code, reloads, signs out and signs in again", async () => {
  const { clerk, developers } = apps;
  const { page } = await browser.openPage(`${developers.url}/sign-up`);
  await signUp(page, clerk, "dream-api", "ada@example.com");
  const { jwtKey, issuer } = clerk.instance("dream-api");
  const verify = createSessionVerifier({ jwtKey, issuer, authorizedParties: [developers.url] });
  expect((await verify(await getToken(page)))?.clerkUserId).toBe(clerk.users("dream-api")[0]?.id);
  await page.reload();
  await seesText(page, "Signed in as ada@example.com");
  await signOut(page);
  await page.goto(`${developers.url}/sign-in`);
  await signIn(page, "ada@example.com");
});

test("a wrong password and a taken address are shown under their field", async () => {
  const { clerk, developers } = apps;
  const address = "grace@example.com";
  clerk.seed("dream-api", [{ emailAddress: address, password }]);
  const { page, takeProblems } = await browser.openPage(`${developers.url}/sign-in`);
  await typePassword(page, address, "not the password");
  await page.locator(".cl-formFieldErrorText__password").waitFor();
  await page.goto(`${developers.url}/sign-up`);
  await page.locator("input[name=emailAddress]").fill(address);
  await choosePassword(page);
  await page.locator(".cl-formFieldErrorText__emailAddress").waitFor();
  const problems = await takeProblems();
  expect(problems.map(({ kind, message }) => [kind, message.includes("422")])).toEqual([
    ["console error", true],
    ["console error", true],
  ]);
});

test("somebody signs in with a mailed code instead of the password, and a wrong one is refused", async () => {
  const { clerk, developers } = apps;
  const address = "coded@example.com";
  clerk.seed("dream-api", [{ emailAddress: address, password }]);
  const { page, takeProblems } = await browser.openPage(`${developers.url}/sign-in`);
  await page.locator("input[name=identifier]").fill(address);
  await submit(page);
  await page.getByText("Use another method").click();
  await page.getByRole("button", { name: `Email code to ${address}` }).click();
  await typeCode(page, () => (codeFor(clerk, "dream-api", address) === "000000" ? "111111" : "000000"));
  await page.getByText("Incorrect code").first().waitFor();
  expect(await takeProblems()).toMatchObject([{ kind: "console error", message: expect.stringContaining("422") }]);
  await typeCode(page, () => codeFor(clerk, "dream-api", address));
  await seesText(page, `Signed in as ${address}`);
});

test("a ticket of the Backend API signs in through the component", async () => {
  const { clerk, developers } = apps;
  const [user] = clerk.seed("dream-api", [{ emailAddress: "ticket@example.com", password }]);
  const { secretKey } = clerk.instance("dream-api");
  const made = await fetch(`${clerk.url}/v1/sign_in_tokens`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secretKey}` },
    body: JSON.stringify({ user_id: user?.id }),
  });
  const { token } = (await made.json()) as { token: string };
  const { page } = await browser.openPage(`${developers.url}/sign-in?__clerk_ticket=${token}`);
  await seesText(page, "Signed in as ticket@example.com");
});

test("an invited person follows the mailed link and signs up with a password only", async () => {
  const { clerk, developers } = apps;
  const address = "invited@example.com";
  await fetch(`${clerk.url}/v1/invitations`, {
    method: "POST",
    headers: { Authorization: `Bearer ${clerk.instance("dream-api").secretKey}` },
    body: JSON.stringify({ email_address: address, redirect_url: `${developers.url}/sign-up` }),
  });
  const link = clerk.emails("dream-api").find(({ to }) => to === address)?.link ?? "";
  const { page } = await browser.openPage(link);
  await choosePassword(page);
  await seesText(page, `Signed in as ${address}`);
});

test("a forgotten password is replaced with a mailed code", async () => {
  const { clerk, developers } = apps;
  const address = "forgetful@example.com";
  clerk.seed("dream-api", [{ emailAddress: address, password }]);
  const { page } = await browser.openPage(`${developers.url}/sign-in`);
  await page.locator("input[name=identifier]").fill(address);
  await submit(page);
  await page.getByText("Forgot password?").click();
  await page.getByRole("button", { name: "Reset your password" }).click();
  await typeCode(page, () => codeFor(clerk, "dream-api", address));
  await page.locator("input[name=password]").fill("a new password");
  await page.locator("input[name=confirmPassword]").fill("a new password");
  await submit(page);
  await seesText(page, `Signed in as ${address}`);
  await page.goto(`${developers.url}/`);
  await signOut(page);
  await page.goto(`${developers.url}/sign-in`);
  await signIn(page, address, "a new password");
});
