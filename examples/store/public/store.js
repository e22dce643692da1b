/** The shop window and the basket. The basket stays in the browser until it is paid. */
import { priceText, shop } from "./shop.js";

const basket = new Map(JSON.parse(localStorage.getItem("basket") ?? "[]"));
const products = new Map();
const byId = (id) => document.getElementById(id);

for await (const product of shop.products()) products.set(product.name, product);
showProducts();
showBasket();

byId("cart").addEventListener("submit", (event) => {
  event.preventDefault();
  checkOut().catch(({ message, lines = [] }) => {
    const short = lines.map(({ product, available }) => {
      return `${products.get(product)?.displayName} ${available === 0 ? "is sold out" : `has only ${available} left`}`;
    });
    byId("problem").textContent = [message, ...short].join(". ");
    byId("pay").disabled = false;
  });
});

async function checkOut() {
  byId("pay").disabled = true;
  const items = [...basket].map(([product, quantity]) => ({ product, quantity }));
  const successUrl = `${location.origin}/thanks.html?session_id={CHECKOUT_SESSION_ID}`;
  const { url } = await shop.cart.checkout(items, { successUrl, cancelUrl: location.href });
  location.assign(url);
}

function showProducts() {
  byId("products").replaceChildren(...[...products.values()].map(productCard));
  byId("products").ariaBusy = "false";
}

function productCard({ name, displayName, description, unitAmount, currency, stock, soldOut }) {
  const isGone = soldOut || stock === 0;
  const button = element("button", { type: "button", textContent: isGone ? "Sold out" : "Add to basket" });
  button.ariaLabel = `${button.textContent}: ${displayName}`;
  button.disabled = isGone;
  button.addEventListener("click", () => change(name, 1));
  return element("li", { className: "card" }, [
    element("div", { className: "picture", ariaHidden: "true", textContent: displayName[0] }),
    element("h2", { textContent: displayName }),
    element("p", { textContent: description }),
    element("p", { className: "price", textContent: priceText(unitAmount, currency) }),
    element("p", { className: "stock", textContent: stock === null || isGone ? "" : `${stock} left` }),
    button,
  ]);
}

function change(name, by) {
  const quantity = (basket.get(name) ?? 0) + by;
  if (quantity > 0) basket.set(name, quantity);
  else basket.delete(name);
  localStorage.setItem("basket", JSON.stringify([...basket]));
  showBasket();
}

function showBasket() {
  for (const name of basket.keys()) if (!products.has(name)) basket.delete(name);
  byId("lines").replaceChildren(...[...basket].map(basketLine));
  byId("empty").hidden = basket.size > 0;
  byId("pay").disabled = basket.size === 0;
  byId("problem").textContent = "";
}

function basketLine([name, quantity]) {
  const { displayName, unitAmount, currency } = products.get(name);
  const less = element("button", { type: "button", textContent: "−", ariaLabel: `One ${displayName} less` });
  const more = element("button", { type: "button", textContent: "+", ariaLabel: `One ${displayName} more` });
  less.addEventListener("click", () => change(name, -1));
  more.addEventListener("click", () => change(name, 1));
  return element("li", {}, [
    element("span", { textContent: displayName }),
    element("span", { className: "quantity" }, [less, element("b", { textContent: String(quantity) }), more]),
    element("span", { textContent: priceText(unitAmount * quantity, currency) }),
  ]);
}

function element(tag, properties, children = []) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
