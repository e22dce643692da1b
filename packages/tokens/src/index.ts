/** End users' tokens: signed and verified. The only place that knows JOSE. */
export * from "./id-token-reader.ts";
export * from "./signing-keys.ts";
export * from "./token-signer.ts";
export * from "./token-verifier.ts";
