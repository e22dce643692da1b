/** Disturbs a use case at one of its calls: the process dies there, or Stripe's answer is lost. */
import { ProviderFailure } from "@dream-api/domain";

export class ProcessDied extends Error {}

export interface Disturbance {
  /** Which call, counted from 0. `lost` counts those to Stripe only, because only they can get lost. */
  readonly at: number;
  readonly when: "before" | "after";
  readonly what: "dies" | "lost";
}

/**
 * @param atStripe the name of the port that leads to Stripe
 * @returns ports that after a death refuse everything, because a dead process does nothing more
 */
export function disturb<Ports extends object>(
  ports: Ports,
  atStripe: keyof Ports,
  disturbance: Disturbance | null,
): { ports: Ports; calls: string[]; callsToStripe: string[] } {
  const calls: string[] = [];
  const callsToStripe: string[] = [];
  let isDead = false;

  function happenAt(index: number, when: Disturbance["when"], name: string): void {
    if (index !== disturbance?.at || when !== disturbance.when) return;
    if (disturbance.what === "lost") throw new ProviderFailure("stripe", { call: name, kind: "unavailable" });
    isDead = true;
    throw new ProcessDied(name);
  }

  async function make(name: string, isAtStripe: boolean, call: () => unknown): Promise<unknown> {
    if (isDead) throw new ProcessDied(name);
    const atCalls = calls.push(name) - 1;
    const atStripe = isAtStripe ? callsToStripe.push(name) - 1 : -1;
    const index = disturbance?.what === "lost" ? atStripe : atCalls;
    happenAt(index, "before", name);
    const answer: unknown = await call();
    happenAt(index, "after", name);
    return answer;
  }

  const watch = (port: object, isAtStripe: boolean): object =>
    new Proxy(port, {
      get(methods, name) {
        const method = Reflect.get(methods, name) as unknown as (...input: unknown[]) => unknown;
        return (...input: unknown[]) => make(String(name), isAtStripe, () => method.apply(methods, input));
      },
    });

  const watched = Object.entries(ports).map(([name, port]) => [name, watch(port as object, name === atStripe)]);
  return { calls, callsToStripe, ports: Object.fromEntries(watched) as Ports };
}
