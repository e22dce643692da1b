/** What holds for every endpoint of the developer's side. An endpoint without an example here fails the suite. */
import { type Endpoint, errorBodySchema, frontAuthApiEndpoints, oauthApiEndpoints } from "@dream-api/contract";
import { describe, expect, test } from "vitest";
import { callAs, frontendUrl, signUpDeveloper, useWholeWorld } from "../world/whole-world.ts";
import { type ApiAnswer, type ApiCall, callUrl } from "../world/world.ts";
import { frontAuthExamples } from "./examples/front-auth-api.ts";
import { oauthExamples } from "./examples/oauth-api.ts";
import { type Example, type Service, type Stage, setStage } from "./stage.ts";

const world = useWholeWorld();

const services: { service: Service; endpoints: readonly Endpoint[]; examples: Record<string, Example> }[] = [
  { service: "frontAuth", endpoints: frontAuthApiEndpoints, examples: frontAuthExamples },
  { service: "oauth", endpoints: oauthApiEndpoints, examples: oauthExamples },
];

test.each(services)("every endpoint of $service has an example, and no example is for something else", (service) => {
  const names = service.endpoints.map(({ operationId }) => operationId);
  expect(Object.keys(service.examples).sort()).toEqual(names.sort());
});

const cases = services.flatMap(({ service, endpoints, examples }) =>
  endpoints.map((endpoint) => ({
    name: `${service} ${endpoint.method} ${endpoint.path}`,
    service,
    endpoint,
    example: examples[endpoint.operationId] ?? {},
  })),
);
type Case = (typeof cases)[number];

interface Played {
  readonly stage: Stage;
  readonly path: string;
  readonly request: ApiCall;
}

/** Sets the stage and makes ready the example's call, without a credential. */
async function play({ endpoint, example }: Case): Promise<Played> {
  const stage = await setStage(world, example.project);
  const names = (await example.before?.(stage)) ?? {};
  const { path = endpoint.path, ...request } = example.request?.(stage, names) ?? {};
  return { stage, path, request: { method: endpoint.method, ...request } };
}

const send = ({ service }: Case, { path, request }: Played, more: ApiCall = {}): Promise<ApiAnswer> =>
  callUrl(world.urls[service] + path, { ...request, ...more, headers: { ...request.headers, ...more.headers } });

const asDeveloper = ({ service }: Case, { stage, path, request }: Played, more: ApiCall = {}) =>
  stage.connector.call(path, { ...request, ...more }, service);

const pathAndRequest = ({ path, request }: Played): [string, ApiCall] => [path, request];

const takesSession = ({ endpoint }: Case) => endpoint.who.includes("D");

describe.each(cases.map((each) => [each.name, each] as const))("%s", (_name, each) => {
  const { endpoint } = each;

  test("answers its example as the contract says, with a request id", async () => {
    const played = await play(each);
    const answer = await (takesSession(each) ? asDeveloper(each, played) : send(each, played));
    expect([answer.status, answer.text.slice(0, 500)]).toEqual([endpoint.status ?? 200, expect.anything()]);
    expect(answer.headers.get("X-Request-Id")).toMatch(/^req_[0-9A-Za-z]{16}$/);
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    if (endpoint.reply) endpoint.reply.parse(answer.json);
  });

  test("refuses other verbs and says which it takes", async () => {
    const { path } = await play(each);
    const taken = cases
      .filter(({ service, endpoint: { path: other } }) => service === each.service && other === endpoint.path)
      .map(({ endpoint: { method } }) => method as string);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((verb) => !taken.includes(verb))) {
      const answer = await callUrl(world.urls[each.service] + path, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("Allow")?.split(", ")).toEqual(expect.arrayContaining(taken));
    }
  });

  test("lets only our own pages read its answers", async () => {
    const { path } = await play(each);
    const preflight = (origin: string) =>
      callUrl(world.urls[each.service] + path, { method: "OPTIONS", headers: { Origin: origin } });
    const own = await preflight(frontendUrl);
    expect(own.status).toBe(204);
    expect(own.headers.get("Access-Control-Allow-Origin")).toBe(frontendUrl);
    expect(own.headers.get("Access-Control-Allow-Credentials")).toBeNull();
    expect((await preflight("https://app.example")).headers.get("Access-Control-Allow-Origin")).toBeNull();
  });
});

describe.each(cases.filter(takesSession).map((each) => [each.name, each] as const))(
  "%s takes a developer's session",
  (_name, each) => {
    test("and refuses none, a malformed one, a foreign one and a publishable key", async () => {
      const played = await play(each);
      const email = `end-user-${Math.random().toString(36).slice(2)}@example.com`;
      world.providers.clerk.seed("end-user-api-test", [{ emailAddress: email, password: "correct horse battery" }]);
      const foreign = world.providers.clerk.signIn("end-user-api-test", email, frontendUrl).token;
      const credentials = [undefined, "", "nonsense", "a.b.c", foreign, played.stage.project.publishableKey];
      for (const credential of credentials) {
        const headers = credential === undefined ? {} : { Authorization: `Bearer ${credential}` };
        const answer = await send(each, played, { headers });
        expect([answer.status, answer.json?.code, credential]).toEqual([401, "unauthorized", credential]);
        expect(errorBodySchema.parse(answer.json).docs).toMatch(/\/docs\/errors#unauthorized$/);
      }
    });

    if (!each.endpoint.who.includes("K")) {
      test("and refuses a secret key", async () => {
        const played = await play(each);
        const answer = await send(each, played, { secretKey: played.stage.project.secretKey });
        expect([answer.status, answer.json?.code]).toEqual([401, "unauthorized"]);
      });
    }

    test("before it looks at the body", async () => {
      if (!each.endpoint.body) return;
      const answer = await send(each, await play(each), { body: "{not json" });
      expect(answer.status).toBe(401);
    });

    test("and finds nothing for a developer who has no account yet", async () => {
      if (each.endpoint.operationId === "generatePlatformId") return;
      const newcomer = signUpDeveloper(world);
      const answer = await callAs(world, newcomer, each.service, ...pathAndRequest(await play(each)));
      const isProject = each.endpoint.who.includes("K");
      expect([answer.status, answer.json?.code]).toEqual(isProject ? [404, "not_found"] : [403, "no_platform"]);
    });

    if (each.endpoint.who.includes("K")) {
      test("or a secret key, of one's own project whatever the query says", async () => {
        const [played, stranger] = [await play(each), await setStage(world, each.example.project)];
        const before = await rowsOf(played.stage.project.projectId);
        const answer = await send(each, played, { secretKey: stranger.project.secretKey });
        expect([answer.status, answer.json?.code]).toEqual([422, "validation_failed"]);
        expect(await rowsOf(played.stage.project.projectId)).toEqual(before);
      });

      test("or a secret key, which says the project itself", async () => {
        const played = await play(each);
        const { secretKey } = played.stage.project;
        const bare = new URL(played.path, "http://x");
        bare.searchParams.delete("projectId");
        bare.searchParams.delete("mode");
        const answer = await send(each, { ...played, path: bare.pathname + bare.search }, { secretKey });
        expect([answer.status, answer.text.slice(0, 300)]).toEqual([each.endpoint.status ?? 200, expect.anything()]);
        await world.lab.revokeKeys(played.stage.project.tenant, played.stage.project.publishableKey);
        const revoked = await send(each, { ...played, path: bare.pathname + bare.search }, { secretKey });
        expect(revoked.status).toBe(401);
      });
    }
  },
);

const tables = ["projects", "project_modes", "api_keys", "api_secrets", "tiers", "products", "sync_runs"];

async function rowsOf(projectId: string): Promise<unknown> {
  const database = await world.stack.miniflare.getD1Database("DB", "dream-api-multi");
  const reads = tables.map((table) => database.prepare(`SELECT * FROM ${table} WHERE project_id = ?`).bind(projectId));
  return (await database.batch(reads)).map(({ results }) => results);
}

describe.each(cases.filter(({ example }) => example.isOwn).map((each) => [each.name, each] as const))(
  "%s is about something of one's own",
  (_name, each) => {
    test("which for another developer is not there, and stays as it is", async () => {
      const [own, stranger] = [await play(each), await setStage(world)];
      const before = await rowsOf(own.stage.project.projectId);
      const answer = await stranger.connector.call(own.path, own.request, each.service);
      expect([answer.status, answer.json?.code]).toEqual([404, "not_found"]);
      expect(await rowsOf(own.stage.project.projectId)).toEqual(before);
    });
  },
);

describe.each(cases.filter(({ endpoint }) => endpoint.body).map((each) => [each.name, each] as const))(
  "%s takes a body",
  (_name, each) => {
    const answerTo = async (played: Played, body: unknown) =>
      takesSession(each) ? asDeveloper(each, played, { body }) : send(each, played, { body });

    test("and refuses what is no JSON object, and names the field that it does not know", async () => {
      const played = await play(each);
      const broken = await answerTo(played, "{not json");
      expect([broken.status, broken.json?.code]).toEqual([400, "invalid_json"]);
      for (const body of ["[]", '"text"', "7", "null"]) expect((await answerTo(played, body)).status).toBe(422);
      const surprised = await answerTo(played, { ...(played.request.body as object), surprise: 1, price: 9.99 });
      expect([surprised.status, surprised.json?.code]).toEqual([422, "validation_failed"]);
      expect(surprised.json.issues).toContainEqual({ path: "body.surprise", message: expect.any(String) });
      expect(surprised.json.issues).toContainEqual({ path: "body.price", message: "use unitAmount, in minor units" });
    });
  },
);
