/** What this page was told when it was served. */
import type { RuntimeConfig } from "../worker/runtime-config.ts";

export const config: RuntimeConfig = JSON.parse(
  document.querySelector<HTMLMetaElement>('meta[name="dream-config"]')?.content ?? "",
);
