/**
 * A headless Chromium with a fresh profile that can reach this machine and nothing else: the one CHROMIUM_PATH names,
 * else the one npm brought, else one that is installed.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { type Browser, chromium } from "playwright-core";
import { type UnpackedChromium, unpackChromium } from "./unpack-chromium.ts";

const installedPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const args = [
  "--disable-gpu",
  "--disable-software-rasterizer",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The discard port: a proxy that never answers, also where the environment names one that would. Loopback addresses
  // go around a proxy by themselves. With the second flag no name is even looked up.
  "--proxy-server=http://127.0.0.1:9",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
];

type Candidate = () => UnpackedChromium | Promise<UnpackedChromium>;

/** @throws when no Chromium can run here, saying why each could not */
export async function launchChromium(candidates: readonly Candidate[] = findCandidates()): Promise<Browser> {
  const refusals: unknown[] = [];
  for (const candidate of candidates) {
    try {
      const { executablePath, env } = await candidate();
      return await chromium.launch({
        executablePath,
        env: { ...process.env, ...env },
        args,
        chromiumSandbox: canSandbox(),
      });
    } catch (error) {
      refusals.push(error);
    }
  }
  throw new AggregateError(
    refusals,
    `No Chromium can run here. Either run \`npm ci\` on linux x64, which brings one (@sparticuz/chromium), or install Chromium or Chrome and name it in CHROMIUM_PATH.\n${refusals.join("\n")}`,
  );
}

function findCandidates(): Candidate[] {
  const installed = (executablePath: string): Candidate => {
    return () => ({ executablePath, env: {} });
  };
  const named = process.env.CHROMIUM_PATH;
  return [
    ...(named ? [installed(named)] : []),
    unpackChromium,
    ...installedPaths.filter((path) => existsSync(path)).map(installed),
  ];
}

/** Chromium refuses to sandbox for root, and on Linux it needs user namespaces, which containers and Ubuntu deny. */
function canSandbox(): boolean {
  if (process.platform !== "linux") return true;
  if (userInfo().uid === 0) return false;
  try {
    execFileSync("unshare", ["--user", "--map-root-user", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
