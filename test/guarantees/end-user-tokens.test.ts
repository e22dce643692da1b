/** What holds for every endpoint that an end user's token opens: which tokens do, and that all others look the same. */
import { apiMultiEndpoints, type Endpoint, errorBodySchema } from "@dream-api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTokenSigningKeys } from "../../scripts/local/local-secrets.ts";
import { connectAccount, withKey } from "../catalogue/catalogue-world.ts";
import { forgeToken, headerIn } from "../sign-in/forge-token.ts";
import {
  allowRedirects,
  claimsIn,
  createApp,
  newPerson,
  type Person,
  redirectUri,
  signIn,
} from "../sign-in/sign-in-world.ts";
import { connectShop, sell } from "../store/use-store.ts";
import { payOnPage } from "../subscriptions/subscription-world.ts";
import { frontendUrl, signUpDeveloper, useWholeWorld } from "../world/whole-world.ts";
import { type ApiCall, call, createProject, type TestProject } from "../world/world.ts";
import { examples, sold } from "./examples/api-multi.ts";

const tokenSigningKeys = makeTokenSigningKeys();
const world = useWholeWorld({ tokenSigningKeys });

const products = [
  { name: "mug", displayName: "Mug", unitAmount: 1800, stock: 2 },
  { name: "sticker", displayName: "Sticker", unitAmount: 300, stock: null },
];

type Kind = "saas" | "store";
const projects = {} as Record<Kind | "foreign" | "live", TestProject>;
const tokens = {} as Record<Kind | "foreign" | "live", string>;
let person: Person;
let idToken = "";
let connectedAccount = "";

beforeAll(async () => {
  person = newPerson(world);
  projects.saas = await createApp(world);
  connectedAccount = await connectAccount(world, projects.saas);
  const synced = await withKey(world, projects.saas, "/sync", { body: {} });
  if (synced.status !== 200) throw new Error(synced.text);
  projects.store = await createProject(world, { type: "store", tiers: [], products });
  await allowRedirects(world, projects.store, [redirectUri]);
  await connectShop(world, projects.store);
  Object.assign(sold, await sell(world, projects.store, [{ product: "sticker", quantity: 2 }]));
  projects.foreign = await createApp(world);
  projects.live = await createApp(world, { mode: "live" });
  for (const name of ["saas", "store", "foreign"] as const) {
    const given = await signIn(world, projects[name], person);
    tokens[name] = given.access_token;
    if (name === "saas") idToken = given.id_token;
  }
  tokens.live = (await signIn(world, projects.live, newPerson(world, { mode: "live" }))).access_token;
});

const withTokens = apiMultiEndpoints.filter(({ who }) => who.includes("U"));
const exampleOf = ({ operationId }: Endpoint) => examples[operationId] ?? {};
const kindOf = (endpoint: Endpoint): Kind => exampleOf(endpoint).project ?? "saas";

const send = (endpoint: Endpoint, token: string, more: ApiCall = {}) => {
  const { path = endpoint.path, body } = exampleOf(endpoint);
  const headers = { Authorization: `Bearer ${token}`, ...more.headers };
  return call(world, path, { method: endpoint.method, ...(body === undefined ? {} : { body }), ...more, headers });
};

test("these endpoints take an end user's token, and no others", () => {
  expect(withTokens.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    "GET /api/orders/by-session/:sessionId",
    "GET /api/products",
    "GET /api/tiers",
    "GET /api/usage",
    "POST /api/cart/checkout",
    "POST /api/create-checkout",
    "POST /api/customer-portal",
    "POST /api/data",
  ]);
});

describe.each(withTokens.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  "%s",
  (_name, endpoint) => {
    const kind = kindOf(endpoint);
    const refused = async (token: string, more: ApiCall = {}) => {
      const answer = await send(endpoint, token, more);
      expect([answer.status, answer.headers.get("WWW-Authenticate")]).toEqual([401, "Bearer"]);
      const { requestId: _request, ...body } = errorBodySchema.parse(answer.json);
      expect(body).toEqual({
        error: "No valid credential was sent",
        code: "unauthorized",
        docs: `${world.apiUrl}/docs/errors#unauthorized`,
      });
    };
    const forged = (changes: { claims?: object; header?: object; keys?: string | undefined; secret?: string }) => {
      const claims = { ...claimsIn(tokens[kind]), ...changes.claims };
      const header = { ...headerIn(tokens[kind]), ...changes.header };
      const keys = "keys" in changes ? changes.keys : tokenSigningKeys;
      const { secret } = changes;
      return forgeToken({
        claims,
        header,
        ...(keys === undefined ? {} : { keys }),
        ...(secret === undefined ? {} : { secret }),
      });
    };

    test("takes a token of the project", async () => {
      if (endpoint.operationId === "openCustomerPortal") await subscribe();
      const answer = await send(endpoint, tokens[kind]);
      expect([answer.status, answer.text.slice(0, 300)]).toEqual([endpoint.status ?? 200, expect.anything()]);
      endpoint.reply?.parse(answer.json);
    });

    test("takes a token that is forged as we would make it, so that those below fail for their one fault", async () => {
      expect((await send(endpoint, forged({}))).status).not.toBe(401);
    });

    test.each(["", "nonsense", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."])("refuses %j", (token) => refused(token));

    test("refuses one whose signature was changed, or whose claims were", async () => {
      const [header = "", claims = "", signature = ""] = tokens[kind].split(".");
      await refused([header, claims, `${signature.slice(0, -4)}AAAA`].join("."));
      await refused([header, claims, ""].join("."));
      const other = Buffer.from(JSON.stringify({ ...claimsIn(tokens[kind]), sub: "usr_somebodyelse" }));
      await refused([header, other.toString("base64url"), signature].join("."));
    });

    test("refuses `alg: none`, with and without a signature", async () => {
      await refused(forged({ header: { alg: "none" }, keys: undefined }));
      await refused(forged({ header: { alg: "None" }, keys: undefined }));
      await refused(forged({ header: { alg: "none" } }));
    });

    test("refuses one that was signed with our public key as a secret", async () => {
      const published = await (await fetch(`${world.urls.endUserAuth}/oauth/jwks`)).text();
      for (const secret of [published, JSON.stringify(JSON.parse(published).keys[0])]) {
        await refused(forged({ header: { alg: "HS256" }, secret }));
      }
    });

    test("refuses one of a key that is not ours, under our key's name too", async () => {
      const theirs = makeTokenSigningKeys();
      await refused(forged({ keys: theirs, header: { kid: JSON.parse(theirs).keys[0].kid } }));
      await refused(forged({ keys: theirs }));
      await refused(forged({ header: { kid: "another" } }));
      const { d: _secret, ...jwk } = JSON.parse(theirs).keys[0];
      await refused(forged({ keys: theirs, header: { jwk } }));
    });

    test("refuses one of another issuer", async () => {
      await refused(forged({ claims: { iss: "https://evil.example" } }));
      await refused(forged({ claims: { iss: `${world.urls.endUserAuth}/` } }));
    });

    test("refuses one that is over", async () => {
      const now = Math.floor(Date.now() / 1000);
      await refused(forged({ claims: { iat: now - 601, exp: now - 1 } }));
      await refused(forged({ claims: { exp: undefined } }));
    });

    test("refuses one of another kind: an ID token, a Clerk session of a user or of a developer, a refresh token", async () => {
      await refused(idToken);
      await refused(forged({ header: { typ: "JWT" } }));
      await refused(person.token);
      await refused(world.providers.clerk.signIn("end-user-api-test", person.email, frontendUrl).token);
      await refused(signUpDeveloper(world).token);
      await refused("refresh_something");
    });

    test("refuses one whose audience is no project in a mode", async () => {
      const { projectId } = projects[kind];
      for (const aud of [undefined, projectId, `${projectId}:prod`, [`${projectId}:test`], "prj_x:test", ""]) {
        await refused(forged({ claims: { aud } }));
      }
    });

    test("refuses a test token on live, and one project's at another", async () => {
      await refused(tokens[kind], { publishableKey: projects.live.publishableKey });
      await refused(tokens.live, { publishableKey: projects[kind].publishableKey });
      await refused(tokens.foreign, { publishableKey: projects[kind].publishableKey });
    });

    test("before it looks at the body", async () => {
      if (endpoint.body) await refused("a.b.c", { body: "{not json" });
    });
  },
);

describe("a token acts in its own project only", () => {
  test("its count is not seen at another", async () => {
    const headers = { Authorization: `Bearer ${tokens.foreign}` };
    const before = await call(world, "/api/usage", { headers: { Authorization: `Bearer ${tokens.saas}` } });
    await call(world, "/api/data", { method: "POST", headers });
    const after = await call(world, "/api/usage", { headers: { Authorization: `Bearer ${tokens.saas}` } });
    expect(after.json).toEqual(before.json);
  });

  test("it finds no order of another", async () => {
    const answer = await call(world, `/api/orders/by-session/${sold.sessionId}`, {
      headers: { Authorization: `Bearer ${tokens.foreign}` },
    });
    expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
  });
});

/** Puts the person on `pro` with their own token, as an app without a server does. */
async function subscribe(): Promise<void> {
  const headers = { Authorization: `Bearer ${tokens.saas}` };
  const { json } = await call(world, "/api/create-checkout", { headers, body: { tier: "pro" } });
  await payOnPage(world, connectedAccount, json.url);
}
