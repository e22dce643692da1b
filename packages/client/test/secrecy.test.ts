import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { DreamAPI } from "../src/index.ts";
import { allowed, refusal, secretKey } from "./replies.ts";
import { type Behaviour, useServer } from "./use-server.ts";

const server = useServer();

function everythingOf(thing: unknown): string {
  const { stack } = thing as Error;
  return [inspect(thing, { depth: 20, showHidden: true }), JSON.stringify(thing), String(thing), stack].join("\n");
}

describe("the key", () => {
  it("can't be read off the client", async () => {
    server.answers(allowed);
    const api = new DreamAPI(secretKey, { baseUrl: server.url });
    await api.trackUsage("alice");
    expect(everythingOf(api)).not.toContain(secretKey);
    for (const part of Reflect.ownKeys(api)) expect(everythingOf(Reflect.get(api, part))).not.toContain(secretKey);
  });

  it.each<[string, Behaviour]>([
    ["is refused", refusal(401, "unauthorized")],
    ["is broken off", (response) => response.destroy()],
    ["takes too long", () => undefined],
    ["fails", { status: 500 }],
  ])("is not in the error of a call that %s", async (_what, behaviour) => {
    server.answers(behaviour);
    const api = new DreamAPI(secretKey, { baseUrl: server.url, maxRetries: 0, timeoutMs: 50 });
    const error = await api.checkUsage("alice").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(everythingOf(error)).not.toContain(secretKey);
  });

  it.each([`${secretKey}\n`, `Bearer ${secretKey}`, `${secretKey}ü`, secretKey.replace("sk_", "xx_"), ""])(
    "is not repeated when it is malformed (%j)",
    (key) => {
      let thrown: unknown;
      try {
        new DreamAPI(key);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toMatchObject({ name: "AuthenticationError", code: "invalid_key" });
      expect(everythingOf(thrown)).not.toContain("SecretSecret");
    },
  );
});
