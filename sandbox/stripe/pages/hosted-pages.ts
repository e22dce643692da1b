/** The pages a person sees: Checkout, the bank's confirmation, the portal, invoices, Connect, and the control page. */
import { Hono } from "hono";
import type { Sandbox } from "../sandbox.ts";
import { authenticatePage } from "./authenticate-page.ts";
import { authorizePage } from "./authorize-page.ts";
import { checkoutPage } from "./checkout-page.ts";
import { controlPage } from "./control-page.ts";
import { invoicePage } from "./invoice-page.ts";
import { portalPage } from "./portal-page.ts";

export function hostedPages(sandbox: Sandbox): Hono {
  const app = new Hono();
  for (const page of [checkoutPage, authenticatePage, portalPage, invoicePage, authorizePage, controlPage])
    page(app, sandbox);
  return app;
}
