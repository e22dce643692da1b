const { createElement } = require("react");
const { renderToString } = require("react-dom/server");
const { DreamAPI } = require("dream-api");
const { DreamProvider, PricingTable, SignedIn } = require("dream-api/react");

const api = new DreamAPI(process.env.PUBLISHABLE_KEY, { baseUrl: process.env.API_URL });
const page = createElement(
  DreamProvider,
  { api },
  createElement(SignedIn, null, "private"),
  createElement(PricingTable, { unstyled: true }),
);
const html = renderToString(page);
process.stdout.write(
  JSON.stringify({ hasPricing: html.includes("dream-pricing"), isPrivate: !html.includes("private") }),
);
