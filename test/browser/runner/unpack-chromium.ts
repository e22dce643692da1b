/**
 * The Chromium that npm brought, unpacked with the system libraries and the font it needs, so that it runs on a machine
 * that has none of them. Unpacked once per version into the system's temporary directory; processes that do it at the
 * same time do not meet.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

export interface UnpackedChromium {
  readonly executablePath: string;
  /** For Chromium's process only: the libraries would shadow the system's own elsewhere. */
  readonly env: Record<string, string>;
}

/** @throws on a machine for which the package holds no binary, and where there is no room for it (220 MB) */
export async function unpackChromium(): Promise<UnpackedChromium> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(`@sparticuz/chromium is for linux x64; this is ${process.platform} ${process.arch}`);
  }
  const packageRoot = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..");
  const { version } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8")) as { version: string };
  const home = join(tmpdir(), `dream-api-chromium-${version}-${userInfo().uid}`);
  if (!(await isOurs(home))) await unpackInto(home, packageRoot);
  return {
    executablePath: join(home, "chromium"),
    env: {
      LD_LIBRARY_PATH: [join(home, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter),
      FONTCONFIG_FILE: join(home, "fonts.conf"),
    },
  };
}

/** The directory lies where every user may write: what another one put there is not run. */
async function isOurs(home: string): Promise<boolean> {
  const found = await stat(home).catch(() => undefined);
  if (found && found.uid !== userInfo().uid) throw new Error(`${home} belongs to another user`);
  return found !== undefined;
}

/** Unpacks beside the place and moves there in one step, so that whoever sees the place sees all of it. */
async function unpackInto(home: string, packageRoot: string): Promise<void> {
  const staging = await mkdtemp(`${home}-`);
  try {
    // The package unpacks into the temporary directory of its process, under fixed names: it gets one of its own.
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, "inflate-archives.ts"), packageRoot], {
      env: { ...process.env, TMPDIR: staging },
    });
    await writeFile(join(staging, "fonts.conf"), fontSettings(home));
    await rename(staging, home).catch(async (error: NodeJS.ErrnoException) => {
      const anotherWasFirst = error.code === "ENOTEMPTY" || error.code === "EEXIST";
      if (!anotherWasFirst || !(await isOurs(home))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** The machine's fonts where it has some, and the packed one. */
function fontSettings(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(home, "fonts/fonts")}</dir>
  <cachedir>${join(home, "font-cache")}</cachedir>
</fontconfig>
`;
}
