/** What a Worker works with is made from its environment, once per isolate. */

/**
 * @param create throws, naming the variable, when something is missing: then the next request tries again
 * @returns the same services for the same environment
 */
export function oncePerEnvironment<Env extends object, Clock, Services>(
  create: (env: Env, clock: Clock) => Services,
): (env: Env, clock: Clock) => Services {
  const made = new WeakMap<Env, { readonly services: Services }>();
  return (env, clock) => {
    const known = made.get(env);
    if (known) return known.services;
    const services = create(env, clock);
    made.set(env, { services });
    return services;
  };
}
