/** What is happening now, added up over the project's Meters. */
import { type Live, readLive } from "@dream-api/contract";
import { minuteMs } from "@dream-api/domain";
import type { LiveFigures } from "@dream-api/storage";
import { allMeters } from "../meter/meter-of.ts";
import { askMeter, refusalError } from "./answer-outcome.ts";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeReadLive(api: Api): void {
  ownerApiRoute(api, readLive, async ({ context, scope, services }) => {
    const answers = await askMeter(Promise.all(allMeters(context.env, scope).map((meter) => meter.live(null))));
    const figures = answers.map((answer) => {
      if ("accepted" in answer) throw refusalError(answer);
      return answer;
    });
    return Response.json(addUp(figures, services.now()));
  });
}

function addUp(figures: readonly LiveFigures[], now: number): Live {
  const minutes = new Map<number, { calls: number; users: number }>();
  for (const { minute, calls, users } of figures.flatMap((each) => each.minutes)) {
    const sum = minutes.get(minute) ?? { calls: 0, users: 0 };
    minutes.set(minute, { calls: sum.calls + calls, users: sum.users + users });
  }
  const lastCalls = figures.flatMap(({ lastCall }) => lastCall ?? []).sort((left, right) => right.at - left.at);
  const [last] = lastCalls;
  return {
    at: new Date(now).toISOString(),
    minutes: [...minutes]
      .sort(([left], [right]) => left - right)
      .map(([minute, sum]) => ({ minute: new Date(minute * minuteMs).toISOString(), ...sum })),
    today: figures.reduce((sum, { today }) => sum + today, 0),
    lastCall: last ? { ...last, at: new Date(last.at).toISOString() } : null,
  };
}
