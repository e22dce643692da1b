/** What holds for every endpoint of oauth-api, whatever it does. An endpoint without an example fails the suite. */
import { bodyLimits, type Endpoint, errorBodySchema, oauthApiEndpoints } from "@dream-api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type Developer,
  type MadeProject,
  newDeveloper,
  newProject,
  saas,
  sessionOf,
  store,
} from "../catalogue/catalogue-world.ts";
import { frontendUrl, useWholeWorld } from "../world/whole-world.ts";
import { type ApiAnswer, type ApiCall, callUrl } from "../world/world.ts";
import { type Example, type Ground, oauthExamples } from "./oauth-examples.ts";

const world = useWholeWorld();
let stranger: Developer;
let strangers: MadeProject;

beforeAll(async () => {
  stranger = await newDeveloper(world);
  strangers = await newProject(world, stranger);
});

const exampleOf = ({ operationId }: Endpoint): Example => oauthExamples[operationId] ?? {};
const takesKey = ({ who }: Endpoint) => who.includes("K");
const named = (endpoints: readonly Endpoint[]) =>
  endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const);

/** Sends without following a redirect. */
async function send(path: string, request: ApiCall): Promise<ApiAnswer> {
  return callUrl(world.urls.oauth + path, request);
}

const asDeveloper = (developer: Developer, request: ApiCall = {}): ApiCall => ({
  ...request,
  headers: { ...request.headers, ...sessionOf(world, developer) },
});

async function newGround(endpoint: Endpoint): Promise<Ground> {
  const owner = await newDeveloper(world);
  const project = await newProject(world, owner, exampleOf(endpoint).project === "store" ? store : saas);
  return { world, owner, project, call: (path, request) => send(path, asDeveloper(owner, request)) };
}

/** Where a developer's session says which project, the path says it. */
function pathFor(endpoint: Endpoint, { projectId }: MadeProject, credential: "key" | "session"): string {
  const path = exampleOf(endpoint).path ?? endpoint.path;
  if (credential === "key" || !takesKey(endpoint)) return path;
  return `${path}${path.includes("?") ? "&" : "?"}projectId=${projectId}&mode=test`;
}

function requestFor(endpoint: Endpoint, { projectId }: MadeProject, more: Record<string, unknown> = {}): ApiCall {
  const { body, namesProject } = exampleOf(endpoint);
  const { method } = endpoint;
  return body ? { method, body: { ...body, ...(namesProject ? { projectId } : {}), ...more } } : { method };
}

test("every endpoint of the contract has an example, and no example is for something else", () => {
  expect(Object.keys(oauthExamples).sort()).toEqual(oauthApiEndpoints.map(({ operationId }) => operationId).sort());
});

const answering = oauthApiEndpoints.filter(({ status }) => status !== 302);

describe.each(named(answering))("%s", (_name, endpoint) => {
  const credentials = takesKey(endpoint) ? (["session", "key"] as const) : (["session"] as const);

  test.each(credentials)("answers its example as the contract says, with a %s", async (credential) => {
    const ground = await newGround(endpoint);
    const { project, owner } = ground;
    const request = requestFor(endpoint, project, await exampleOf(endpoint).before?.(ground));
    const answer = await send(
      pathFor(endpoint, project, credential),
      credential === "key" ? { ...request, secretKey: project.secretKey } : asDeveloper(owner, request),
    );
    expect([answer.status, answer.text]).toEqual([endpoint.status ?? 200, expect.anything()]);
    expect(answer.headers.get("X-Request-Id")).toMatch(/^req_[0-9A-Za-z]{16}$/);
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    endpoint.reply?.parse(answer.json);
  });
});

describe.each(named(oauthApiEndpoints))("%s", (_name, endpoint) => {
  test("refuses other verbs and says which it takes", async () => {
    const taken = oauthApiEndpoints.filter(({ path }) => path === endpoint.path).map(({ method }) => method as string);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((verb) => !taken.includes(verb))) {
      const answer = await send(endpoint.path, { method });
      expect([answer.status, answer.json.code]).toEqual([405, "method_not_allowed"]);
      expect(answer.headers.get("Allow")?.split(", ")).toEqual(expect.arrayContaining(taken));
    }
  });

  test("lets our own pages read its answer and no others", async () => {
    const allowedFor = async (origin: string) => {
      const answer = await send(endpoint.path, { method: "OPTIONS", headers: { Origin: origin } });
      expect(answer.status).toBe(204);
      return answer.headers.get("Access-Control-Allow-Origin");
    };
    expect(await allowedFor(frontendUrl)).toBe(frontendUrl);
    expect(await allowedFor("https://elsewhere.example")).toBeNull();
  });
});

const guarded = oauthApiEndpoints.filter(({ who }) => who.includes("D"));

describe.each(named(guarded))("%s takes a credential", (_name, endpoint) => {
  const refused = async (request: ApiCall, credential: "key" | "session" = "session") => {
    const answer = await send(pathFor(endpoint, strangers, credential), {
      ...requestFor(endpoint, strangers),
      ...request,
    });
    expect([answer.status, answer.json?.code]).toEqual([401, "unauthorized"]);
  };
  const bearer = (token: string): ApiCall => ({ headers: { Authorization: `Bearer ${token}` } });

  test("and refuses none at all, and one that nobody gave out", async () => {
    await refused({});
    await refused(bearer("nonsense"));
    await refused(bearer("sk_test_nonsense"));
    await refused(bearer(sessionOf(world, stranger).Authorization.slice(0, -8)));
    await refused({ headers: { Authorization: "Basic dXNlcjpwYXNz" } });
  });

  test("and refuses a publishable key, a revoked one and one that was turned from test to live", async () => {
    const { projectId, publishableKey, secretKey } = strangers;
    await refused({ publishableKey }, "key");
    await refused(bearer(publishableKey), "key");
    await refused(bearer(secretKey.replace("_test_", "_live_")), "key");
    const revoked = await world.lab.mintKeys({ projectId, mode: "test" }, "revoked");
    await world.lab.revokeKeys({ projectId, mode: "test" }, revoked.publishableKey);
    await refused(bearer(revoked.secretKey), "key");
  });

  test("before it looks at the body", async () => {
    if (endpoint.body) await refused({ body: "{not json" });
  });

  test("and finds nothing for a developer who has no account", async () => {
    const { project } = await newGround(endpoint);
    const newcomer = world.providers.clerk.seed("dream-api", [
      { emailAddress: `newcomer-${endpoint.operationId}@example.com`, password: "correct horse battery staple" },
    ])[0];
    expect(newcomer).toBeDefined();
    const { token } = world.providers.clerk.signIn(
      "dream-api",
      `newcomer-${endpoint.operationId}@example.com`,
      frontendUrl,
    );
    const request = { ...requestFor(endpoint, project), ...bearer(token) };
    const answer = await send(pathFor(endpoint, project, "session"), request);
    expect([answer.status, answer.json.code]).toEqual(takesKey(endpoint) ? [404, "not_found"] : [403, "no_platform"]);
  });
});

const aboutProjects = guarded.filter((endpoint) => takesKey(endpoint) || exampleOf(endpoint).namesProject);

describe.each(named(aboutProjects))("%s of another developer", (_name, endpoint) => {
  /** All that the owner could see of it. */
  const stateOf = async ({ project, call }: Ground) => {
    const paths = ["/tiers", "/products"].map((path) => `${path}?projectId=${project.projectId}&mode=test`);
    return Promise.all(paths.map(async (path) => (await call(path)).text.replace(/req_\w+/, "")));
  };

  test("finds nothing, and nothing is changed", async () => {
    const ground = await newGround(endpoint);
    const before = await stateOf(ground);
    const request = asDeveloper(stranger, requestFor(endpoint, ground.project));
    const answer = await send(pathFor(endpoint, ground.project, "session"), request);
    expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
    expect(await stateOf(ground)).toEqual(before);
  });

  test("with a key of theirs is about their own project, whatever the query says", async () => {
    if (!takesKey(endpoint)) return expect(endpoint.who).toEqual(["D"]);
    const ground = await newGround(endpoint);
    const before = await stateOf(ground);
    const { secretKey } = await newProject(world, stranger);
    const path = pathFor(endpoint, ground.project, "session");
    const answer = await send(path, { ...requestFor(endpoint, ground.project), secretKey });
    expect([answer.status, answer.json.code]).toEqual([422, "validation_failed"]);
    expect(await stateOf(ground)).toEqual(before);
  });
});

const withBody = guarded.filter(({ body }) => body);

describe.each(named(withBody))("%s takes a body", (_name, endpoint) => {
  const answerTo = async (body: unknown) => {
    const { method } = endpoint;
    const answer = await send(pathFor(endpoint, strangers, "session"), asDeveloper(stranger, { method, body }));
    return { ...answer, code: errorBodySchema.parse(answer.json).code };
  };

  test.each([
    ["what is not JSON", "{not json", "invalid_json"],
    ["a list", [], "validation_failed"],
    ["a text", '"text"', "validation_failed"],
    ["a number", "7", "validation_failed"],
    ["null", "null", "validation_failed"],
    ["more than it takes", JSON.stringify({ padding: "x".repeat(bodyLimits.batchBytes) }), "body_too_large"],
  ])("and refuses %s", async (_kind, body, code) => {
    expect((await answerTo(body)).code).toBe(code);
  });

  test("and names the field that it does not know", async () => {
    const answer = await answerTo({ ...(requestFor(endpoint, strangers).body as object), surprise: 1, price: 9.99 });
    expect([answer.status, answer.code]).toEqual([422, "validation_failed"]);
    expect(answer.json.issues).toContainEqual({ path: "body.surprise", message: expect.any(String) });
    expect(answer.json.issues).toContainEqual({ path: "body.price", message: "use unitAmount, in minor units" });
  });
});
