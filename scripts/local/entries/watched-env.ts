/** The Worker's bindings with everybody's I/O counted and a Meter's absence simulated on request. */
import type { Env } from "../../../api-multi/src/env.ts";
import { labOf, unattributed } from "./lab-state.ts";

const watched = new WeakMap<Env, Env>();

/** The same object for the same environment, because services are made once for each. */
export function watchedEnv(env: Env): Env {
  let known = watched.get(env);
  if (!known) {
    known = { ...env, DB: watchDatabase(env.DB), METER: watchMeters(env.METER) };
    watched.set(env, known);
  }
  return known;
}

function watchDatabase(database: D1Database): D1Database {
  return new Proxy(database, {
    get(target, property) {
      if (property === "prepare" || property === "batch" || property === "exec") {
        labOf(unattributed).databaseOperations += 1;
      }
      const value = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function watchMeters(meters: Env["METER"]): Env["METER"] {
  const names = new WeakMap<object, string>();
  return {
    idFromName(name: string) {
      const id = meters.idFromName(name);
      names.set(id, name);
      return id;
    },
    get(id: DurableObjectId) {
      const [projectId = "", , shard] = (names.get(id) ?? "").split(":");
      const lab = labOf(projectId);
      lab.meterCalls += 1;
      labOf(unattributed).meterCalls += 1;
      return lab.faults.shardsDown?.includes(Number(shard)) ? unreachable : meters.get(id);
    },
  } as Env["METER"];
}

/** Every question is answered as by an object that was lost on the way. */
const unreachable = new Proxy(
  {},
  {
    get: () => () => Promise.reject(new Error("the lab keeps this Meter out of reach")),
  },
);
