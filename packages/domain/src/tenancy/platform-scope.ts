/** Whose account may be touched: one platform, known from a verified session of its developer. */

export interface PlatformScope {
  readonly platformId: string;
}

const genuine = new WeakSet<object>();

/** To be called only with a platform that a verified credential led to. */
export function platformScopeOf(platformId: string): PlatformScope {
  const scope = Object.freeze({ platformId });
  genuine.add(scope);
  return scope;
}

/** @throws TypeError for anything that {@link platformScopeOf} did not make */
export function requirePlatformScope(scope: PlatformScope): PlatformScope {
  if (!genuine.has(scope)) throw new TypeError("A platform's rows were asked for without a scope");
  return scope;
}
