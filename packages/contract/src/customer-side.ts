/**
 * What api-multi has for customers and is not reachable yet: an endpoint moves to `apiMultiEndpoints` with its route.
 */
import type { Endpoint } from "./endpoint.ts";

export const customerSideEndpoints: readonly Endpoint[] = [];
