/** JWT templates, found by the name that `getToken` takes. */
import { requireFound } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { JwtTemplate } from "../store/entities.ts";

/** @throws ClerkRefusal 404 for a name that no template of the instance has */
export function requireTemplateNamed(scope: Scope, name: string): JwtTemplate {
  const template = scope.jwtTemplates.all().find((one) => one.name === name);
  return requireFound(template, "JWT template", name);
}
