/** What holds for every endpoint, whatever it does. An endpoint without an example here fails the suite. */
import { apiMultiEndpoints, bodyLimits, type Endpoint, errorBodySchema, errorCatalogue } from "@dream-api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { connectAccount, withKey } from "../catalogue/catalogue-world.ts";
import { connectShop, sell } from "../store/use-store.ts";
import { payOnPage } from "../subscriptions/subscription-world.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { type ApiCall, call, createProject, freeTier, noRateLimit, proTier, type TestProject } from "../world/world.ts";
import { type Example, examples, sold } from "./examples/api-multi.ts";

const world = useWholeWorld();
let connectedAccount = "";
const projects = {} as Record<"saas" | "store" | "revoked" | "live", TestProject>;

const products = [
  { name: "mug", displayName: "Mug", unitAmount: 1800, stock: 2 },
  { name: "print", displayName: "Print", unitAmount: 9000, stock: 0 },
  { name: "sticker", displayName: "Sticker", unitAmount: 300, stock: null },
];

beforeAll(async () => {
  projects.saas = await createProject(world, { tiers: [freeTier, proTier, maxTier] });
  connectedAccount = await connectAccount(world, projects.saas);
  const synced = await withKey(world, projects.saas, "/sync", { body: {} });
  if (synced.status !== 200) throw new Error(synced.text);
  projects.store = await createProject(world, { type: "store", tiers: [], products });
  await connectShop(world, projects.store);
  Object.assign(sold, await sell(world, projects.store, [{ product: "sticker", quantity: 2 }]));
  projects.revoked = await createProject(world);
  projects.live = await createProject(world, { mode: "live" });
  await world.lab.revokeKeys(projects.revoked.tenant, projects.revoked.publishableKey);
});

const maxTier = { name: "max", unitAmount: 9900, limit: null, rateLimitPerMinute: noRateLimit };

/** On the page that a checkout leads to. */
const pay = (url: string) => payOnPage(world, connectedAccount, url);

const exampleOf = ({ operationId }: Endpoint): Example => examples[operationId] ?? {};
const takesKey = ({ who }: Endpoint) => who.some((caller) => ["K", "S", "P"].includes(caller));
const takesSecret = ({ who }: Endpoint) => who.includes("K") || who.includes("S");

/** The example's call, with the credential that the endpoint takes. */
function goodCall(endpoint: Endpoint, project?: TestProject): ApiCall {
  const { body, userId, request, project: type = "saas" } = exampleOf(endpoint);
  if (request) return request(world);
  const { secretKey, publishableKey } = project ?? projects[type];
  return {
    method: endpoint.method,
    ...(body === undefined ? {} : { body }),
    ...(userId === undefined ? {} : { userId }),
    ...(takesSecret(endpoint) ? { secretKey } : {}),
    ...(!takesSecret(endpoint) && takesKey(endpoint) ? { publishableKey } : {}),
  };
}

const send = (endpoint: Endpoint, request: ApiCall) => call(world, exampleOf(endpoint).path ?? endpoint.path, request);

test("every endpoint of the contract has an example, and no example is for something else", () => {
  expect(Object.keys(examples).sort()).toEqual(apiMultiEndpoints.map(({ operationId }) => operationId).sort());
});

describe.each(apiMultiEndpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  "%s",
  (_name, endpoint) => {
    test("answers its example as the contract says, with a request id", async () => {
      const example = exampleOf(endpoint);
      const callAs = (path: string, request: ApiCall) => call(world, path, request);
      await example.before?.(projects[example.project ?? "saas"], callAs, { world, pay });
      const answer = await send(endpoint, goodCall(endpoint));
      expect([answer.status, answer.text]).toEqual([endpoint.status ?? 200, expect.anything()]);
      expect(answer.headers.get("X-Request-Id")).toMatch(/^req_[0-9A-Za-z]{16}$/);
      expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
      if (endpoint.reply) endpoint.reply.parse(answer.json);
    });

    test("refuses other verbs and says which it takes", async () => {
      const verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"];
      const taken = apiMultiEndpoints
        .filter(({ path }) => path === endpoint.path)
        .map(({ method }) => method as string);
      for (const method of verbs.filter((verb) => !taken.includes(verb))) {
        const answer = await send(endpoint, { method });
        expect(answer.status).toBe(405);
        expect(answer.headers.get("Allow")?.split(", ")).toEqual(expect.arrayContaining(taken));
        expect(errorBodySchema.parse(answer.json).code).toBe("method_not_allowed");
      }
    });

    test("answers a browser's preflight from any origin, without credentials", async () => {
      const answer = await send(endpoint, { method: "OPTIONS", headers: { Origin: "https://app.example" } });
      expect(answer.status).toBe(204);
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
      expect(answer.headers.get("Access-Control-Allow-Credentials")).toBeNull();
    });
  },
);

const withKeys = apiMultiEndpoints.filter(takesKey);

describe.each(withKeys.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  "%s takes a key",
  (_name, endpoint) => {
    const refused = async (request: ApiCall) => {
      const answer = await send(endpoint, request);
      expect([answer.status, answer.json?.code]).toEqual([401, "unauthorized"]);
      expect(errorBodySchema.parse(answer.json).docs).toBe(`${world.apiUrl}/docs/errors#unauthorized`);
    };
    const bare = (): ApiCall => {
      const { secretKey: _secret, publishableKey: _publishable, ...rest } = goodCall(endpoint);
      return rest;
    };

    test("and refuses none at all", () => refused(bare()));

    test("and refuses a malformed one", async () => {
      await refused({ ...bare(), secretKey: "sk_test_nonsense" });
      await refused({ ...bare(), publishableKey: "pk_test_nonsense" });
      await refused({ ...bare(), headers: { Authorization: "Basic dXNlcjpwYXNz" } });
    });

    test("and refuses a revoked one", () => refused(goodCall(endpoint, projects.revoked)));

    test("and refuses one that was turned from live to test", () =>
      refused({ ...bare(), secretKey: projects.live.secretKey.replace("_live_", "_test_") }));

    test("and refuses a publishable key where a secret one is needed, and the other way round", async () => {
      const { secretKey, publishableKey } = projects.saas;
      if (!endpoint.who.includes("P")) await refused({ ...bare(), publishableKey });
      if (!takesSecret(endpoint)) await refused({ ...bare(), secretKey });
      await refused({ ...bare(), secretKey: publishableKey });
      await refused({ ...bare(), publishableKey: secretKey });
    });

    test("before it looks at the body", async () => {
      if (endpoint.body) await refused({ ...bare(), body: "{not json" });
    });
  },
);

const withBody = withKeys.filter(({ body }) => body);

describe.each(withBody.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  "%s takes a body",
  (_name, endpoint) => {
    const answerTo = async (body: unknown) => {
      const answer = await send(endpoint, { ...goodCall(endpoint), body });
      return { ...answer, code: errorBodySchema.parse(answer.json).code };
    };

    test("and refuses what is not JSON, whatever the Content-Type says", async () => {
      const answer = await answerTo("{not json");
      expect([answer.status, answer.code]).toEqual([400, "invalid_json"]);
    });

    test.each([
      ["a list", []],
      ["a text", '"text"'],
      ["a number", "7"],
      ["null", "null"],
    ])("and refuses %s", async (_kind, body) => {
      expect((await answerTo(body)).status).toBe(422);
    });

    test("and names the field that it does not know", async () => {
      const answer = await answerTo({ ...(exampleOf(endpoint).body as object), surprise: 1 });
      expect([answer.status, answer.code]).toEqual([422, "validation_failed"]);
      expect(answer.json.issues).toContainEqual({ path: "body.surprise", message: expect.any(String) });
    });

    test("and explains the field that people bring from elsewhere", async () => {
      const answer = await answerTo({ ...(exampleOf(endpoint).body as object), price: 9.99 });
      expect(answer.json.issues).toContainEqual({ path: "body.price", message: "use unitAmount, in minor units" });
    });

    test("and refuses one that is too large, announced or not", async () => {
      const limit = endpoint.bodyLimitBytes ?? bodyLimits.standardBytes;
      const large = JSON.stringify({ padding: "x".repeat(limit) });
      expect((await answerTo(large)).code).toBe("body_too_large");
      const { secretKey = "", userId = "ada" } = goodCall(endpoint);
      const response = await fetch(world.apiUrl + (exampleOf(endpoint).path ?? endpoint.path), {
        method: endpoint.method,
        headers: { Authorization: `Bearer ${secretKey}`, "X-User-Id": userId },
        body: new Blob([large]).stream(),
        duplex: "half",
      } as RequestInit);
      expect(response.status).toBe(413);
      await response.text();
    });
  },
);

describe("paths that are not there", () => {
  test.each([
    "/",
    "/api",
    "/api/data/",
    "/api/datas",
    "/docs/secret",
    "/docs/../env",
    "/LAB/setClock",
    "/webhook/stripe",
  ])("%s is not found", async (path) => {
    const answer = await call(world, path, { secretKey: projects.saas.secretKey });
    expect([answer.status, answer.json?.code]).toEqual([404, "not_found"]);
  });

  test("every code of the catalogue has its place in the documentation", async () => {
    const { text } = await call(world, "/docs/errors");
    for (const code of Object.keys(errorCatalogue)) expect(text).toContain(`id="${code}"`);
  });
});
