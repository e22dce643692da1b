/** What was bought, by the session that Stripe put into the address. Paying may take a moment to be known. */
import { priceText, shop } from "./shop.js";

const sessionId = new URLSearchParams(location.search).get("session_id") ?? "";
const status = document.getElementById("status");

try {
  await showOrder();
  localStorage.removeItem("basket");
} catch (error) {
  status.textContent = error.message;
}

async function showOrder(tries = 10) {
  const order = await shop.orders.bySession(sessionId);
  if (order.status === "pending" && tries > 0) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return showOrder(tries - 1);
  }
  const total = priceText(order.amountTotal, order.currency);
  status.textContent = order.status === "paid" ? `${total} paid. It is on its way.` : `Your order is ${order.status}.`;
  const items = order.items.map(({ displayName, quantity }) => {
    return Object.assign(document.createElement("li"), { textContent: `${quantity} × ${displayName}` });
  });
  document.getElementById("items").replaceChildren(...items);
}
