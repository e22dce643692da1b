/**
 * Tenant rows are reached only through repositories made here: every method wants a genuine scope first, and
 * none tells its parameters when it fails.
 */

import { requireScope, type Scope } from "@dream-api/domain";
import { discreet } from "../d1/database.ts";

type ScopedMethods = Record<string, (scope: Scope, ...rest: never[]) => unknown>;

/** Wraps each method so that it can't run without a scope. @throws TypeError from the method, before any I/O */
export function tenantRepository<Methods extends ScopedMethods>(methods: Methods): Methods {
  const guarded: ScopedMethods = {};
  for (const [name, method] of Object.entries(methods)) {
    guarded[name] = (scope, ...rest) => method(requireScope(scope), ...rest);
  }
  return discreet(guarded as Methods);
}
