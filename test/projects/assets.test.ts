/** Images over HTTP: uploaded by a developer, served to anybody, and never anything but an image. */
import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  bytesOf,
  jpeg,
  png,
  pngChunk,
  pngEnd,
  pngHeader,
  pngSignature,
  text,
} from "../../packages/domain/test/images.ts";
import { setStage } from "../guarantees/stage.ts";
import { forgetCrons } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { type ApiCall, createProject } from "../world/world.ts";

const world = useWholeWorld();
const megabyte = 1024 * 1024;

async function newUploader() {
  const { connector } = await setStage(world);
  const send = (path: string, request: ApiCall = {}) => connector.call(path, request, "frontAuth");
  const upload = (body: Uint8Array, more: ApiCall = {}) => send("/upload-asset", { method: "POST", body, ...more });
  return { upload, send, platformId: connector.developer.platformId };
}

function formOf(files: readonly Uint8Array[]): ApiCall & { body: Uint8Array } {
  const parts = files.flatMap((file, index) => [
    ...text(`--edge\r\nContent-Disposition: form-data; name="f${index}"; filename="a.exe"\r\n\r\n`),
    ...file,
    ...text("\r\n"),
  ]);
  const headers = { "Content-Type": "multipart/form-data; boundary=edge" };
  return { body: bytesOf(parts, text("--edge--\r\n")), headers };
}

/** A whole PNG of about so many bytes. */
function pngOf(bytes: number): Uint8Array {
  const noise = Uint8Array.from({ length: bytes }, (_, index) => (index * 2654435761) >>> 13);
  return bytesOf(pngSignature, pngHeader, pngChunk("IDAT", deflateSync(noise, { level: 0 })), pngEnd);
}

describe("an image", () => {
  test.each([
    ["raw", { body: png }],
    ["raw, called something else", { body: png, headers: { "Content-Type": "text/html" } }],
    ["in a form", formOf([png])],
  ])("sent %s is served to anybody, for ever, and as nothing but an image", async (_kind, { body, ...more }) => {
    const { upload } = await newUploader();
    const { json } = await upload(body, more);
    expect(json.url).toMatch(new RegExp(`^${world.urls.frontAuth}/assets/[0-9A-Za-z]{27}\\.png$`));
    const response = await fetch(json.url);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(png);
    const header = (name: string) => response.headers.get(name);
    expect(header("Content-Type")).toBe("image/png");
    expect(header("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(header("Content-Disposition")).toBe("inline");
    expect(header("Content-Security-Policy")).toContain("default-src 'none'");
    expect(header("X-Content-Type-Options")).toBe("nosniff");
    const again = await fetch(json.url, { headers: { "If-None-Match": header("ETag") ?? "" } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("loses what it hides before it is kept", async () => {
    const { upload } = await newUploader();
    const hidden = bytesOf(pngSignature, pngHeader, pngChunk("eXIf", text("GPS")), png.subarray(33), text("<script>"));
    const { json } = await upload(hidden);
    expect(new Uint8Array(await (await fetch(json.url)).arrayBuffer())).toEqual(png);
  });

  test.each([
    ["a page", { body: bytesOf(text("<!doctype html><script>alert(1)</script>")) }],
    ["a page that is called an image", { body: bytesOf(text("<svg/>")), headers: { "Content-Type": "image/png" } }],
    ["half an image", { body: jpeg.subarray(0, 40) }],
    ["nothing", { body: new Uint8Array() }],
    ["two files", formOf([png, png])],
    ["no file", formOf([])],
    ["a broken form", { body: png, headers: { "Content-Type": "multipart/form-data; boundary=edge" } }],
  ])("is not %s", async (_kind, { body, ...more }) => {
    const { upload, send } = await newUploader();
    const answer = await upload(body, more);
    expect([answer.status, answer.json.code]).toEqual([422, "unsupported_image"]);
    expect((await send("/me")).json.quotas.assetBytes.used).toBe(0);
  });

  test("has at most 5 MB", async () => {
    const { upload } = await newUploader();
    expect((await upload(pngOf(4.9 * megabyte))).status).toBe(200);
    expect((await upload(pngOf(5 * megabyte))).json.code).toBe("body_too_large");
  });

  test("sent again under one Idempotency-Key is kept once; another one under it is refused", async () => {
    const { upload, send } = await newUploader();
    const first = await upload(png, { idempotencyKey: "logo" });
    expect((await upload(png, { idempotencyKey: "logo" })).json).toEqual(first.json);
    expect((await upload(jpeg, { idempotencyKey: "logo" })).json.code).toBe("idempotency_key_reused");
    expect((await send("/me")).json.quotas.assetBytes.used).toBe(png.length);
  });

  test.each(["x", "..%2Fenv", `${"a".repeat(27)}.png`, `${"a".repeat(27)}.html`])("%s is not there", async (key) => {
    const response = await fetch(`${world.urls.frontAuth}/assets/${key}`);
    expect(response.status).toBe(404);
    await response.text();
  });
});

describe("an image that nothing shows", () => {
  const days = (count: number) => Date.now() - count * 86_400_000;
  const database = () => world.stack.miniflare.getD1Database("DB", "dream-api-multi");
  const keyOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);
  const statusOf = async (url: string) => {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.status;
  };

  /** As if it had been looked for so many days ago, in vain. */
  async function sweepAgain(url: string, unusedSince: number) {
    await (await database())
      .prepare("UPDATE assets SET checked_at = 0, unused_since = ? WHERE asset_key = ?")
      .bind(unusedSince, keyOf(url))
      .run();
    await forgetCrons(world);
    await world.stack.runCrons();
  }

  test("goes after 30 days, with the room that it took", async () => {
    const { upload, send } = await newUploader();
    const { json } = await upload(png);
    await sweepAgain(json.url, days(29));
    expect(await statusOf(json.url)).toBe(200);
    await sweepAgain(json.url, days(31));
    expect(await statusOf(json.url)).toBe(404);
    expect((await send("/me")).json.quotas.assetBytes.used).toBe(0);
  });

  test("is kept when it is shown again within them", async () => {
    const { upload, platformId } = await newUploader();
    const [shown, logo] = [(await upload(png)).json.url, (await upload(jpeg)).json.url];
    const d1 = await database();
    const { projectId } = await newStoreOf(platformId);
    await d1.prepare("UPDATE products SET image_url = ? WHERE project_id = ?").bind(shown, projectId).run();
    await d1.prepare("UPDATE project_modes SET brand_logo_url = ? WHERE project_id = ?").bind(logo, projectId).run();
    for (const url of [shown, logo]) {
      await sweepAgain(url, days(31));
      expect(await statusOf(url)).toBe(200);
    }
    await d1.prepare("UPDATE projects SET deleted_at = 1 WHERE project_id = ?").bind(projectId).run();
    await sweepAgain(shown, days(31));
    expect(await statusOf(shown)).toBe(404);
  });
});

/** A project with one product. */
async function newStoreOf(platformId: string) {
  const product = { name: "mug", displayName: "Mug", unitAmount: 100, stock: null };
  return createProject(world, { type: "store", platformId, tiers: [], products: [product] });
}

test("all images of an account have room for 200 MB, also when they come at once", async () => {
  const { upload, platformId } = await newUploader();
  const database = await world.stack.miniflare.getD1Database("DB", "dream-api-multi");
  await database
    .prepare(
      "INSERT INTO assets (asset_key, platform_id, media_type, bytes, created_at) VALUES (?, ?, 'image/png', ?, 0)",
    )
    .bind(`filler ${platformId}`, platformId, 200 * megabyte - 3 * png.length)
    .run();
  const answers = await Promise.all(Array.from({ length: 8 }, () => upload(png)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  for (const { status, json } of answers) if (status !== 200) expect(json.code).toBe("asset_quota_reached");
});
