/**
 * A Worker's `wrangler.jsonc` as Miniflare options, so that what runs here is bound as it is deployed. Refuses what it
 * does not know: a setting that is silently left out would make the local run a lie. (Wrangler's own translation does
 * the same but takes two seconds to load.)
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ParseError, parse } from "jsonc-parser";
import { projectRoot } from "./paths.ts";

interface WranglerConfig {
  name: string;
  compatibility_date: string;
  vars?: Record<string, string>;
  d1_databases?: { binding: string; database_id: string }[];
  r2_buckets?: { binding: string; bucket_name: string }[];
  services?: { binding: string; service: string; entrypoint: string }[];
  durable_objects?: { bindings: { name: string; class_name: string }[] };
  assets?: { binding: string; not_found_handling: AssetsConfig["notFoundHandling"] };
}

/** What the local run has no use for: deployment, and what the start script does itself. */
const leftToDeployment = [
  "$schema",
  "main",
  "send_metrics",
  "observability",
  "build",
  "migrations",
  "triggers",
  "minify",
];
const translated = [
  "name",
  "compatibility_date",
  "vars",
  "d1_databases",
  "r2_buckets",
  "services",
  "durable_objects",
  "assets",
];

export interface AssetsConfig {
  binding: string;
  notFoundHandling: "single-page-application" | "none";
}

export interface WorkerConfig {
  name: string;
  compatibilityDate: string;
  bindings: Record<string, string>;
  d1Databases: Record<string, string>;
  r2Buckets: Record<string, string>;
  serviceBindings: Record<string, { name: string; entrypoint: string }>;
  durableObjects: Record<string, { className: string; useSQLite: true }>;
  assets?: AssetsConfig;
}

/** @param directory of the Worker, relative to the project. @throws Error for a setting that is not translated */
export function readWorkerConfig(directory: string): WorkerConfig {
  const config = parseConfig(directory);
  return {
    name: config.name,
    compatibilityDate: config.compatibility_date,
    bindings: config.vars ?? {},
    d1Databases: Object.fromEntries((config.d1_databases ?? []).map((d1) => [d1.binding, d1.database_id])),
    r2Buckets: Object.fromEntries((config.r2_buckets ?? []).map((r2) => [r2.binding, r2.bucket_name])),
    serviceBindings: Object.fromEntries(
      (config.services ?? []).map(({ binding, service, entrypoint }) => [binding, { name: service, entrypoint }]),
    ),
    durableObjects: Object.fromEntries(
      (config.durable_objects?.bindings ?? []).map(({ name, class_name }) => [
        name,
        { className: class_name, useSQLite: true },
      ]),
    ),
    ...(config.assets
      ? { assets: { binding: config.assets.binding, notFoundHandling: config.assets.not_found_handling } }
      : {}),
  };
}

function parseConfig(directory: string): WranglerConfig {
  const path = join(projectRoot, directory, "wrangler.jsonc");
  const errors: ParseError[] = [];
  const config = parse(readFileSync(path, "utf8"), errors, { allowTrailingComma: true }) as WranglerConfig;
  if (errors.length > 0) throw new Error(`${path} is not valid JSONC`);
  const unknown = Object.keys(config).filter((key) => !leftToDeployment.includes(key) && !translated.includes(key));
  if (unknown.length > 0) throw new Error(`${path}: the local run does not know ${unknown.join(", ")}`);
  return config;
}
