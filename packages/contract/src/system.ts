/** The endpoints about the service itself. */
import * as z from "zod";
import { endpoint } from "./endpoint.ts";

const checkSchema = z.enum(["ok", "down"]);

export const healthSchema = z.strictObject({
  status: checkSchema,
  checks: z.record(z.string(), checkSchema),
});
export type Health = z.infer<typeof healthSchema>;

export const readHealth = endpoint({
  operationId: "readHealth",
  method: "GET",
  path: "/health",
  who: ["-"],
  summary: "Is the service up, and what it depends on",
  description: "503 when a check is down.",
  reply: healthSchema,
  errors: [],
});

export const readOpenapi = endpoint({
  operationId: "readOpenapi",
  method: "GET",
  path: "/openapi.json",
  who: ["-"],
  summary: "This contract",
  reply: z.looseObject({ openapi: z.string() }),
  errors: [],
});

export const readDocs = endpoint({
  operationId: "readDocs",
  method: "GET",
  path: "/docs",
  who: ["-"],
  summary: "This contract, to read and to try",
  errors: [],
});

export const readErrorDocs = endpoint({
  operationId: "readErrorDocs",
  method: "GET",
  path: "/docs/errors",
  who: ["-"],
  summary: "Every error code and what to do about it",
  errors: [],
});

export const readDocsFile = endpoint({
  operationId: "readDocsFile",
  method: "GET",
  path: "/docs/:file",
  who: ["-"],
  summary: "The scripts and styles of the pages above",
  errors: ["not_found"],
});
