/** The profile page: Clerk's `<UserProfile>`, unmodified, against the sandbox. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import {
  codeFor,
  password,
  seesText,
  signIn,
  signOut,
  submit,
  typeCode,
  typePassword,
  useClerkApps,
} from "./clerk-visitor.ts";
import { useBrowser } from "./runner/use-browser.ts";

const apps = useClerkApps();
const browser = useBrowser();

async function openSignedIn(address: string) {
  apps.clerk.seed("dream-api", [{ emailAddress: address, password }]);
  const visit = await browser.openPage(`${apps.developers.url}/sign-in`);
  await signIn(visit.page, address);
  return visit;
}

async function openProfile(address: string) {
  const visit = await openSignedIn(address);
  await visit.page.goto(`${apps.developers.url}/user`);
  await visit.page.getByRole("button", { name: "Update profile" }).waitFor();
  return visit;
}

const openSecurity = (page: Page) => page.getByRole("button", { name: "Security" }).click();

const userOf = (address: string) =>
  apps.clerk.users("dream-api").find((user) => user.emailAddresses.some((one) => one.emailAddress === address));

test("the user button leads to the profile page", async () => {
  const { page } = await openSignedIn("button@example.com");
  await page.locator(".cl-userButtonTrigger").click();
  await page.getByRole("button", { name: "Manage account" }).click();
  await page.getByRole("button", { name: "Update profile" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/user");
});

test("a name is changed", async () => {
  const { page } = await openProfile("rename@example.com");
  await page.getByRole("button", { name: "Update profile" }).click();
  await page.locator("input[name=firstName]").fill("Ada");
  await page.locator("input[name=lastName]").fill("Lovelace");
  await submit(page);
  await page.getByText("Ada Lovelace").first().waitFor();
  expect(userOf("rename@example.com")).toMatchObject({ firstName: "Ada", lastName: "Lovelace" });
});

test("an address is added with a mailed code", async () => {
  const { clerk } = apps;
  const { page } = await openProfile("first@example.com");
  await page.getByRole("button", { name: "Add email address" }).click();
  await page.locator("input[name=emailAddress]").fill("second@example.com");
  await submit(page);
  await typeCode(page, () => codeFor(clerk, "dream-api", "second@example.com"));
  await seesText(page, "second@example.com");
  await expect
    .poll(() => userOf("first@example.com")?.emailAddresses)
    .toMatchObject([
      { emailAddress: "first@example.com", isVerified: true },
      { emailAddress: "second@example.com", isVerified: true },
    ]);
});

test("a password is changed, a wrong old one is refused, and the new one signs in", async () => {
  const { developers } = apps;
  const address = "changer@example.com";
  const { page, takeProblems } = await openProfile(address);
  await openSecurity(page);
  await page.getByRole("button", { name: "Update password" }).click();
  await page.locator("input[name=currentPassword]").fill("not the password");
  await page.locator("input[name=newPassword]").fill("a new password");
  await page.locator("input[name=confirmPassword]").fill("a new password");
  await submit(page);
  await page.locator(".cl-formFieldErrorText__currentPassword").waitFor();
  expect(await takeProblems()).toMatchObject([{ kind: "console error", message: expect.stringContaining("422") }]);
  await page.locator("input[name=currentPassword]").fill(password);
  await submit(page);
  await page.locator("input[name=currentPassword]").waitFor({ state: "detached" });
  await page.goto(`${developers.url}/`);
  await signOut(page);
  await page.goto(`${developers.url}/sign-in`);
  await typePassword(page, address, password);
  await page.locator(".cl-formFieldErrorText__password").waitFor();
  await takeProblems();
  await page.locator("input[name=password]").fill("a new password");
  await submit(page);
  await seesText(page, `Signed in as ${address}`);
});

test("another device is seen among the active ones and signed out", async () => {
  const { clerk } = apps;
  const address = "devices@example.com";
  const other = await openSignedIn(address);
  const { page } = await openProfile(address);
  await openSecurity(page);
  await seesText(page, "This device");
  const devices = page.locator(".cl-activeDeviceListItem");
  await expect.poll(() => devices.count()).toBe(2);
  const theOther = devices.filter({ hasNotText: "This device" });
  await theOther.getByRole("button").click();
  await page.getByText("Sign out of device").click();
  await other.page.reload();
  await seesText(other.page, "Signed out");
  await page.getByRole("button", { name: "Profile", exact: true }).click();
  await openSecurity(page);
  await expect.poll(() => devices.count()).toBe(1);
  const statuses = clerk.sessions("dream-api").filter(({ userId }) => userId === userOf(address)?.id);
  expect(statuses.map(({ status }) => status)).toEqual(["active", "revoked"]);
});

test("a developer deletes their own account; an end user, whom all projects share, is not offered to", async () => {
  const { clerk, endUsers } = apps;
  const address = "leaver@example.com";
  const { page } = await openProfile(address);
  await openSecurity(page);
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.locator("input[name=deleteConfirmation]").fill("Delete account");
  await submit(page);
  await seesText(page, "Signed out");
  expect(userOf(address)).toBeUndefined();

  clerk.seed("end-user-api-test", [{ emailAddress: address, password }]);
  const visit = await browser.openPage(`${endUsers.url}/sign-in`);
  await signIn(visit.page, address);
  await visit.page.goto(`${endUsers.url}/user`);
  await openSecurity(visit.page);
  await seesText(visit.page, "Active devices");
  expect(await visit.page.getByText("Delete account").count()).toBe(0);
});
