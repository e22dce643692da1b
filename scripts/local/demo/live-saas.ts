/** Does what the plan says for the demo SaaS, through the API and Stripe's pages. */
import type { AppCaller, StripePages } from "./demo-callers.ts";
import type { SaasStep } from "./plan-saas.ts";

const cards = { works: "4242424242424242", fails: "4000000000000341" };
const mostInABatch = 1000;

/** @throws Error for an answer that the plan did not reckon with */
export async function doSaasStep(step: SaasStep, app: AppCaller, pages: StripePages): Promise<void> {
  const { userId } = step;
  switch (step.kind) {
    case "sign_up": {
      const { name, email } = step.person;
      await app.ask("/api/customers", { body: { id: userId, name, email } });
      return;
    }
    case "subscribe": {
      const { tier, trialDays } = step;
      const { sessionId } = await app.ask("/api/create-checkout", { userId, body: { tier, trialDays } });
      await pages.pay(sessionId, { payment_method: "pm_card_visa", email: emailOf(userId) });
      return;
    }
    case "change":
      await app.ask(`/api/customers/${userId}/subscription/change`, { body: { tier: step.tier } });
      return;
    case "cancel":
      await app.ask(`/api/customers/${userId}/subscription/cancel`, { body: {} });
      return;
    case "card": {
      const { url } = await app.ask("/api/customer-portal", { userId, body: {} });
      await pages.inPortal(url, { action: "payment_method", number: step.works ? cards.works : cards.fails });
    }
  }
}

/** @returns how much was accepted; who has spent their tier is refused, as anywhere */
export async function countUse(uses: readonly { userId: string; amount: number }[], app: AppCaller): Promise<number> {
  let accepted = 0;
  for (let start = 0; start < uses.length; start += mostInABatch) {
    const events = uses.slice(start, start + mostInABatch);
    const { results } = await app.ask("/api/data/batch", { body: { events } });
    for (const [index, event] of events.entries()) if (results[index].status === 200) accepted += event.amount;
  }
  return accepted;
}

/** Ids of the demo are made of names. */
function emailOf(userId: string): string {
  return `${userId.replace("-", ".")}@example.com`;
}
