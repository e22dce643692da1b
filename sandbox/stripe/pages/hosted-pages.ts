/** The pages a person sees. */
import { Hono } from "hono";
import type { Sandbox } from "../sandbox.ts";

export function hostedPages(_sandbox: Sandbox): Hono {
  return new Hono();
}
