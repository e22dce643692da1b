/** Calls ready to paste, with this project's own keys and addresses in them. */

export interface SnippetKeys {
  readonly apiUrl: string;
  readonly publishableKey: string;
  /** Null when it is not known any more: the snippet then reads it from the environment. */
  readonly secretKey: string | null;
}

export interface Snippet {
  readonly id: "curl" | "typescript" | "react" | "python";
  readonly label: string;
  /** Where it runs, and what to have before. */
  readonly says: string;
  readonly code: string;
}

const secretVariable = "DREAM_SECRET_KEY";

/** Counting a use, for a SaaS. */
export function usageSnippets({ apiUrl, publishableKey, secretKey }: SnippetKeys): readonly Snippet[] {
  return [
    {
      id: "curl",
      label: "curl",
      says: "In a terminal. The quickest way to see a call arrive.",
      code: `curl -X POST ${apiUrl}/api/data \\
  -H "Authorization: Bearer ${secretKey ?? `$${secretVariable}`}" \\
  -H "X-User-Id: alice"`,
    },
    {
      id: "typescript",
      label: "TypeScript",
      says: "On your server: npm install dream-api, and the secret in its environment.",
      code: `import DreamAPI from "dream-api";

const api = new DreamAPI(process.env.${secretVariable}, { baseUrl: "${apiUrl}" });

const { allowed, usage } = await api.trackUsage(userId);
if (!allowed) return new Response("Your plan is used up", { status: 403 });`,
    },
    {
      id: "react",
      label: "React",
      says: "In the browser, with the publishable key: your pricing, for everybody to see.",
      code: `import DreamAPI from "dream-api";
import { useEffect, useState } from "react";

const api = new DreamAPI("${publishableKey}", { baseUrl: "${apiUrl}" });

export function Pricing() {
  const [tiers, setTiers] = useState([]);
  useEffect(() => {
    api.tiers().then(setTiers);
  }, []);
  return tiers.map((tier) => <p key={tier.name}>{tier.displayName}</p>);
}`,
    },
    {
      id: "python",
      label: "Python",
      says: "On your server, with nothing to install.",
      code: `import json, os, urllib.request

request = urllib.request.Request(
    "${apiUrl}/api/data",
    method="POST",
    headers={
        "Authorization": "Bearer " + os.environ["${secretVariable}"],
        "X-User-Id": "alice",
    },
)
with urllib.request.urlopen(request) as response:
    print(json.load(response)["usage"])`,
    },
  ];
}

/** Selling one of a product, for a store. */
export function cartSnippets({ apiUrl, publishableKey, secretKey }: SnippetKeys, product: string): readonly Snippet[] {
  const line = `{ product: "${product}", quantity: 1 }`;
  return [
    {
      id: "curl",
      label: "curl",
      says: "In a terminal. Open the url that it answers, and pay with 4242 4242 4242 4242.",
      code: `curl -X POST ${apiUrl}/api/cart/checkout \\
  -H "Authorization: Bearer ${secretKey ?? `$${secretVariable}`}" \\
  -d '{"items":[{"product":"${product}","quantity":1}]}'`,
    },
    {
      id: "typescript",
      label: "TypeScript",
      says: "On your server, with the secret in its environment.",
      code: `const response = await fetch("${apiUrl}/api/cart/checkout", {
  method: "POST",
  headers: { Authorization: \`Bearer \${process.env.${secretVariable}}\` },
  body: JSON.stringify({ items: [${line}] }),
});
const { url } = await response.json();`,
    },
    {
      id: "react",
      label: "React",
      says: "In the browser, with the publishable key. Allow your site's origin in the settings first.",
      code: `async function buy() {
  const response = await fetch("${apiUrl}/api/cart/checkout", {
    method: "POST",
    headers: { "X-Publishable-Key": "${publishableKey}" },
    body: JSON.stringify({ items: [${line}] }),
  });
  location.assign((await response.json()).url);
}

export const BuyButton = () => <button onClick={buy}>Buy</button>;`,
    },
    {
      id: "python",
      label: "Python",
      says: "On your server, with nothing to install.",
      code: `import json, os, urllib.request

request = urllib.request.Request(
    "${apiUrl}/api/cart/checkout",
    data=json.dumps({"items": [{"product": "${product}", "quantity": 1}]}).encode(),
    headers={"Authorization": "Bearer " + os.environ["${secretVariable}"]},
)
with urllib.request.urlopen(request) as response:
    print(json.load(response)["url"])`,
    },
  ];
}
