/** The documentation, as somebody sees it who has never used dream-api and has a test key in hand. */
import { apiMultiEndpoints, errorCatalogue, hostedSignInEndpoints } from "@dream-api/contract";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { createProject, usageOf, useWorld } from "../world/world.ts";
import { takeLooks } from "./runner/take-looks.ts";
import { useBrowser } from "./runner/use-browser.ts";
import type { VisitOptions } from "./runner/visit.ts";

const world = useWorld();
const browser = useBrowser();

async function openReader(options?: VisitOptions) {
  const visit = await browser.openPage(`${world.apiUrl}/docs`, options);
  await visit.page.locator(".opblock").first().waitFor();
  return visit;
}

async function openOperation(options?: VisitOptions) {
  const visit = await openReader(options);
  await trackUsageOf(visit.page).getByRole("button", { name: "Count a use" }).click();
  await trackUsageOf(visit.page).getByRole("button", { name: "Try it out" }).click();
  return visit;
}

const trackUsageOf = (page: Page) => page.locator("#operations-Usage-trackUsage");

async function openTokens(options?: VisitOptions) {
  const visit = await openReader(options);
  await tokensOf(visit.page).getByRole("button", { name: "Tokens for a code" }).click();
  await tokensOf(visit.page).locator("select").first().waitFor();
  return visit;
}

const tokensOf = (page: Page) => page.locator("#operations-Sign-in-exchangeToken");

const openErrors = (options?: VisitOptions, code = "") =>
  browser.openPage(`${world.apiUrl}/docs/errors${code && `#${code}`}`, options);

test("the reader shows every operation of the contract and no other", async () => {
  const { page } = await openReader();
  const shown = await page.locator(".opblock").evaluateAll((operations) =>
    operations.map((operation) => {
      const method = operation.querySelector(".opblock-summary-method")?.textContent;
      return `${method} ${operation.querySelector("[data-path]")?.getAttribute("data-path")}`;
    }),
  );
  const contract = [...apiMultiEndpoints, ...hostedSignInEndpoints].map(
    ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`,
  );
  expect(shown.toSorted()).toEqual(contract.toSorted());
});

test("a call made on the page with a person's own key is counted", async () => {
  const project = await createProject(world);
  const { page } = await openOperation();
  const operation = trackUsageOf(page);

  await page.getByRole("button", { name: "Authorize", exact: true }).click();
  const secretKeyForm = page.locator("form").filter({ hasText: "secretKey" });
  await secretKeyForm.getByRole("textbox", { name: "auth-bearer-value" }).fill(project.secretKey);
  await secretKeyForm.getByRole("button", { name: "Apply credentials" }).click();
  await page.getByRole("button", { name: "Close" }).first().click();

  await operation.locator('[data-param-name="X-User-Id"] input').fill("user-1");
  await operation.getByRole("button", { name: "Execute" }).click();

  await operation.locator(".live-responses-table").waitFor();
  expect(await operation.locator(".live-responses-table .response-col_status").last().innerText()).toContain("200");
  expect(await usageOf(world, project, "user-1")).toMatchObject({ plan: "free", count: 1 });
});

test("hosted sign-in stands there with its own address and its forms", async () => {
  const { page } = await openTokens();
  const { servers } = (await (await fetch(`${world.apiUrl}/openapi.json`)).json()).paths["/oauth/token"];
  await page.locator("#operations-tag-Sign-in").getByText(`Hosted sign-in, at ${servers[0].url}`).waitFor();
  const forms = tokensOf(page).locator("select").filter({ hasText: "application/x-www-form-urlencoded" });
  expect(await forms.count()).toBe(1);
});

test.each(["errors", "Reference"])("a reader of one page finds the other: %s", async (name) => {
  const { page } = name === "errors" ? await openReader() : await openErrors();
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: name === "errors" ? "Errors" : "API reference" }).waitFor();
});

test.each([{ hasJavaScript: true }, { hasJavaScript: false }])(
  "every error code has a row with its status, meaning and remedy: $hasJavaScript",
  async (options) => {
    const { page } = await openErrors(options);
    const rows = await page
      .locator("tbody tr")
      .evaluateAll((all) => all.map((row) => ({ id: row.id, cells: [...row.children].map((cell) => cell.innerHTML) })));
    expect(rows.map(({ id }) => id)).toEqual(Object.keys(errorCatalogue));
    for (const { id, cells } of rows) {
      const { status, title, remedy } = errorCatalogue[id as keyof typeof errorCatalogue];
      expect(cells[0]?.replaceAll("<wbr>", "")).toContain(`<code>${id}</code>`);
      expect(cells[1]).toBe(String(status));
      expect(cells[2]).toBe(`${title}<p>${remedy}</p>`);
    }
  },
);

test("the link in an error's body leads to its own row, marked and in sight", async () => {
  const { page } = await openErrors({ screen: "phone" }, "tier_limit_reached");
  const backgroundOf = (selector: string) =>
    page.locator(selector).evaluate((row) => getComputedStyle(row).backgroundColor);
  expect(await page.locator("tr:target").getAttribute("id")).toBe("tier_limit_reached");
  expect(await backgroundOf("tr:target")).not.toBe(await backgroundOf("#no_plan"));
  expect(await isInSight(page, "tr:target")).toBe(true);
});

test("without JavaScript the reader says so and points to the contract", async () => {
  const { page } = await browser.openPage(`${world.apiUrl}/docs`, { hasJavaScript: false });
  expect(await page.locator("noscript").innerText()).toContain("takes JavaScript");
  expect(await page.locator("noscript a").getAttribute("href")).toBe("/openapi.json");
});

test.each([
  { name: "docs", open: openReader },
  { name: "docs-errors", open: openErrors },
])("$name has a title, a language, one first heading, landmarks, and a name on every control", async ({ open }) => {
  const { page } = await open();
  expect(await page.title()).toMatch(/ - dream-api$/);
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
  for (const landmark of ["banner", "navigation", "main"] as const) {
    await expect.poll(() => page.getByRole(landmark).count(), { message: landmark }).toBe(1);
  }
  const nameless = await page
    .locator("button:visible, a:visible, input:visible, select:visible")
    .evaluateAll((controls) =>
      controls
        .filter(
          (control) =>
            !(control.textContent?.trim() || control.getAttribute("aria-label") || control.getAttribute("title")),
        )
        .map((control) => control.outerHTML),
    );
  expect(nameless).toEqual([]);
});

test.each([
  { name: "docs", open: openReader },
  { name: "docs-operation", open: openOperation },
  { name: "docs-sign-in", open: openTokens },
  { name: "docs-errors", open: (look: VisitOptions) => openErrors(look, "tier_limit_reached") },
])("$name fits a desktop and a phone, light and dark", async ({ name, open }) => {
  await takeLooks({ name, open });
});

function isInSight(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}
