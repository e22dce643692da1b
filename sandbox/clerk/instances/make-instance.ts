/** A new instance with its own keys. All keys are test keys: in the sandbox every instance is a development instance. */
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { makeId, randomText } from "../store/make-id.ts";
import type { Instance, InstanceSettings, InstanceSlug } from "./instance.ts";

const applicationNames: Record<InstanceSlug, string> = {
  "dream-api": "dream-api",
  "end-user-api-test": "end-user-api (test)",
  "end-user-api-live": "end-user-api (live)",
};

export async function makeInstance(slug: InstanceSlug): Promise<Instance> {
  // 2048 bits and e = 65537: verifyToken cuts the prefix of exactly such a key off its PEM.
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicExponent: 65_537,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const host = `${slug}-${randomText(6).toLowerCase()}.clerk.accounts.dev`;
  return {
    id: makeId("ins"),
    slug,
    applicationName: applicationNames[slug],
    publishableKey: `pk_test_${Buffer.from(`${host}$`).toString("base64")}`,
    secretKey: `sk_test_${randomText(42)}`,
    privateKey,
    jwtKey: publicKey,
    settings: defaultSettings(slug, host),
  };
}

/** What the instance had before anybody changed it. */
export function firstSettings({ slug, publishableKey }: Instance): InstanceSettings {
  const host = Buffer.from(publishableKey.slice("pk_test_".length), "base64").toString().slice(0, -"$".length);
  return defaultSettings(slug, host);
}

function defaultSettings(slug: InstanceSlug, host: string): InstanceSettings {
  const isForDevelopers = slug === "dream-api";
  return {
    sessionTokenLifetimeSeconds: 60,
    sessionLifetimeSeconds: 7 * 24 * 3600,
    sessionClaims: isForDevelopers ? { plan: "{{user.public_metadata.plan || 'free'}}" } : {},
    issuer: `https://${host}`,
    canDeleteSelf: isForDevelopers,
  };
}
