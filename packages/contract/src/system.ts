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
  tag: "Service",
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
  tag: "Service",
  summary: "This contract",
  reply: z.looseObject({ openapi: z.string() }),
  errors: [],
});

export const readDocs = endpoint({
  operationId: "readDocs",
  method: "GET",
  path: "/docs",
  who: ["-"],
  tag: "Service",
  summary: "This contract, to read and to try",
  replyMediaType: "text/html",
  errors: [],
});

export const readErrorDocs = endpoint({
  operationId: "readErrorDocs",
  method: "GET",
  path: "/docs/errors",
  who: ["-"],
  tag: "Service",
  summary: "Every error code and what to do about it",
  replyMediaType: "text/html",
  errors: [],
});

export const readDocsFile = endpoint({
  operationId: "readDocsFile",
  method: "GET",
  path: "/docs/:file",
  who: ["-"],
  tag: "Service",
  summary: "The scripts and styles of the pages above",
  replyMediaType: "*/*",
  errors: ["not_found"],
});
