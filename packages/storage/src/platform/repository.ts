/** A platform's rows are reached only through repositories made here: every method wants a genuine scope first. */
import { type PlatformScope, requirePlatformScope } from "@dream-api/domain";
import { discreet } from "../d1/database.ts";

type ScopedMethods = Record<string, (scope: PlatformScope, ...rest: never[]) => unknown>;

/** Wraps each method so that it can't run without a scope. @throws TypeError from the method, before any I/O */
export function platformRepository<Methods extends ScopedMethods>(methods: Methods): Methods {
  const guarded: ScopedMethods = {};
  for (const [name, method] of Object.entries(methods)) {
    guarded[name] = (scope, ...rest) => method(requirePlatformScope(scope), ...rest);
  }
  return discreet(guarded as Methods);
}
