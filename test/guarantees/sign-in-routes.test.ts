/** What holds for every endpoint of the hosted sign-in. An endpoint without an example here fails the suite. */
import { join } from "node:path";
import { bodyLimits, endUserAuthEndpoints, errorBodySchema, oauthErrorBodySchema } from "@dream-api/contract";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../scripts/local/paths.ts";
import { createApp, newBrowser, newPerson, signIn } from "../sign-in/sign-in-world.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { type ApiAnswer, type ApiCall, callUrl } from "../world/world.ts";
import { endUserAuthExamples, type SignInStage } from "./examples/end-user-auth.ts";

const world = useWholeWorld({ signInPages: join(projectRoot, "test/sign-in/pages") });

test("every endpoint has an example, and no example is for something else", () => {
  const names = endUserAuthEndpoints.map(({ operationId }) => operationId);
  expect(Object.keys(endUserAuthExamples).sort()).toEqual(names.sort());
});

type Case = (typeof endUserAuthEndpoints)[number];

interface Played {
  readonly stage: SignInStage;
  readonly path: string;
  readonly request: ApiCall;
}

async function play({ operationId, method, path: ownPath }: Case): Promise<Played> {
  const stage = { world, app: await createApp(world), person: newPerson(world), browser: newBrowser(world) };
  const { path = ownPath, ...request } = (await endUserAuthExamples[operationId]?.request?.(stage)) ?? {};
  return { stage, path, request: { method, ...request } };
}

const send = ({ stage, path, request }: Played, more: ApiCall = {}): Promise<ApiAnswer> =>
  stage.browser.ask(path, { ...request, ...more, headers: { ...request.headers, ...more.headers } });

describe.each(endUserAuthEndpoints.map((each) => [`${each.method} ${each.path}`, each] as const))(
  "%s",
  (_name, endpoint) => {
    test("answers its example as the contract says, with a request id", async () => {
      const answer = await send(await play(endpoint));
      expect([answer.status, answer.text.slice(0, 300)]).toEqual([endpoint.status ?? 200, expect.anything()]);
      expect(answer.headers.get("X-Request-Id")).toMatch(/^req_[0-9A-Za-z]{16}$/);
      expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
      if (endpoint.reply) endpoint.reply.parse(answer.json);
    });

    test("refuses other verbs and says which it takes", async () => {
      const { path } = await play(endpoint);
      const samePath = endUserAuthEndpoints.filter((other) => other.path === endpoint.path);
      const taken = samePath.map(({ method }) => method as string);
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((verb) => !taken.includes(verb))) {
        const answer = await callUrl(world.urls.endUserAuth + path, { method });
        expect([method, answer.status]).toEqual([method, 405]);
        expect(answer.headers.get("Allow")).toBe([...taken, "OPTIONS"].join(", "));
      }
    });

    test("is read by apps of any origin, or by our own pages only", async () => {
      const { path } = await play(endpoint);
      const answer = await callUrl(world.urls.endUserAuth + path, {
        method: "OPTIONS",
        headers: { Origin: "https://app.example" },
      });
      const isForApps = /^\/(oauth|\.well-known|health)/.test(endpoint.path);
      expect([answer.status, answer.headers.get("Access-Control-Allow-Origin")]).toEqual([204, isForApps ? "*" : null]);
      expect(answer.headers.get("Access-Control-Allow-Credentials")).toBeNull();
    });
  },
);

const forPersons = endUserAuthEndpoints.filter(({ who }) => who.includes("person"));

describe.each(forPersons.map((each) => [`${each.method} ${each.path}`, each] as const))(
  "%s takes a person's session",
  (_name, endpoint) => {
    test("and refuses none, a malformed one, one of the other mode and one of a developer", async () => {
      const played = await play(endpoint);
      const live = newPerson(world, { mode: "live" });
      const { clerk } = world.providers;
      const email = `developer-${live.email}`;
      clerk.seed("dream-api", [{ emailAddress: email, password: "correct horse battery" }]);
      const developer = clerk.signIn("dream-api", email, world.urls.endUserAuth);
      for (const token of ["", "nonsense", "a.b.c", live.token, developer.token, played.stage.app.secretKey]) {
        const answer = await send(played, { headers: { Authorization: `Bearer ${token}` } });
        expect([answer.status, errorBodySchema.parse(answer.json).code]).toEqual([401, "unauthorized"]);
      }
    });
  },
);

const forTokens = endUserAuthEndpoints.filter(({ who }) => who.includes("U"));

describe.each(forTokens.map((each) => [`${each.method} ${each.path}`, each] as const))(
  "%s takes an access token",
  (_name, endpoint) => {
    test("and refuses none, a malformed one, a key, and one whose sign-in was ended", async () => {
      const played = await play(endpoint);
      const { app, person } = played.stage;
      for (const token of ["", "nonsense", "a.b.c", person.token, app.secretKey, app.publishableKey]) {
        const answer = await send(played, { headers: { Authorization: `Bearer ${token}` } });
        expect([answer.status, answer.json.error]).toEqual([401, "invalid_token"]);
        expect(answer.headers.get("WWW-Authenticate")).toBe('Bearer error="invalid_token"');
      }
      const { access_token: token } = await signIn(world, app, person);
      const form = new URLSearchParams({ token, client_id: app.publishableKey }).toString();
      await callUrl(`${world.urls.endUserAuth}/oauth/revoke`, { method: "POST", body: form });
      expect((await send(played, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(401);
    });
  },
);

const withJson = endUserAuthEndpoints.filter(({ body, protocol }) => body && protocol !== "oauth");

describe.each(withJson.map((each) => [`${each.method} ${each.path}`, each] as const))(
  "%s takes a body",
  (_name, endpoint) => {
    test.each([
      ["what is not JSON", "{not json", 400],
      ["a list", "[]", 422],
      ["a field that is not known", '{"surprise":1}', 422],
      ["what is too large", JSON.stringify({ padding: "x".repeat(bodyLimits.standardBytes) }), 413],
    ])("and refuses %s", async (_kind, body, status) => {
      expect((await send(await play(endpoint), { body })).status).toBe(status);
    });
  },
);

const withForms = endUserAuthEndpoints.filter(({ body, protocol }) => body && protocol === "oauth");

describe.each(withForms.map((each) => [`${each.method} ${each.path}`, each] as const))(
  "%s takes a form",
  (_name, endpoint) => {
    test.each([
      ["an empty one", ""],
      ["JSON", '{"grant_type":"refresh_token"}'],
      ["a parameter that comes twice", "client_id=a&client_id=b&grant_type=refresh_token&token=x"],
    ])("and refuses %s in OAuth's own words", async (_kind, body) => {
      const answer = await send(await play(endpoint), { body });
      const { error, code, error_uri: docs } = oauthErrorBodySchema.parse(answer.json);
      expect([answer.status, error, code]).toEqual([400, "invalid_request", "validation_failed"]);
      expect(docs).toMatch(/\/docs\/errors#/);
      expect(answer.headers.get("Cache-Control")).toBe("no-store");
    });

    test("and ignores what it does not know, as OAuth wants", async () => {
      const played = await play(endpoint);
      expect((await send(played, { body: `${played.request.body}&audience=x&client_secret=y` })).status).toBe(200);
    });
  },
);

describe("paths that are not there", () => {
  test.each([
    "/",
    "/index.html",
    "/pages",
    "/oauth/",
    "/assets/none.js",
    "/assets/../index.html",
    "/__clerk/prod/v1/client",
  ])("%s is not found", async (path) => {
    const answer = await callUrl(world.urls.endUserAuth + path);
    expect([answer.status, answer.json?.code]).toEqual([404, "not_found"]);
  });
});
