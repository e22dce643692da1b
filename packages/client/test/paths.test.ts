import { describe, expect, it } from "vitest";
import { DreamAPI, ValidationError } from "../src/index.ts";
import { secretKey } from "./replies.ts";
import { useServer } from "./use-server.ts";

const server = useServer();
const clientOf = () => new DreamAPI(secretKey, { baseUrl: server.url });

describe("an id in a path", () => {
  it.each([
    ["a/b", "/api/customers/a%2Fb"],
    ["a?b#c", "/api/customers/a%3Fb%23c"],
    ["../orders", "/api/customers/..%2Forders"],
    ["50% off", "/api/customers/50%25%20off"],
  ])("%j stays one segment", async (id, url) => {
    server.answers({ status: 200 });
    await clientOf().customers.get(id);
    expect(server.requests[0]?.url).toBe(url);
  });

  it.each([[""], ["."], [".."], [undefined], [7]])("%j would be another call, and is refused", async (id) => {
    const call = clientOf().customers.delete(id as string);
    await expect(call).rejects.toBeInstanceOf(ValidationError);
    expect(server.requests).toHaveLength(0);
  });
});
