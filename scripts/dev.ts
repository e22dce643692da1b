/** `npm run dev`: like `npm start`, but shows every request and takes changes of the source at once. */
import { watch } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./local/paths.ts";
import { describeHouse, type House, startHouse, stopOnSignal } from "./local/start-house.ts";

const watched = ["api-multi/src", "packages", "scripts/local/entries"];
const settleMs = 100;

try {
  const house = await startHouse((line) => console.log(line));
  stopOnSignal(() => house.stack.stop());
  console.log(describeHouse(house));
  reloadOnChange(house);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function reloadOnChange({ stack }: House): void {
  let timer: NodeJS.Timeout | undefined;
  let reloading = Promise.resolve();
  const reload = async () => {
    const startedAt = performance.now();
    try {
      await stack.reload();
      console.log(`reloaded in ${Math.round(performance.now() - startedAt)} ms`);
    } catch (error) {
      console.error("not reloaded:", error instanceof Error ? error.message : error);
    }
  };
  for (const directory of watched) {
    watch(join(projectRoot, directory), { recursive: true }, (_event, file) => {
      if (!file?.endsWith(".ts") || file.includes("node_modules")) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        reloading = reloading.then(reload);
      }, settleMs);
    });
  }
}
