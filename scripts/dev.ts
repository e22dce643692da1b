/** `npm run dev`: like `npm start`, but shows every request and takes changes of the source at once. */
import { watchWorker } from "./local/bundle.ts";
import { describeHouse, type House, startHouse, stopOnSignal } from "./local/start-house.ts";
import { entryOf, workerDirectories } from "./local/workers.ts";

try {
  const house = await startHouse((line) => console.log(line), "source");
  stopOnSignal(() => house.stop());
  console.log(describeHouse(house));
  await reloadOnChange(house);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function reloadOnChange({ stack, clock }: House): Promise<void> {
  let reloading = Promise.resolve();
  const reload = async () => {
    const startedAt = performance.now();
    try {
      await stack.reload();
      // Workers that start anew know nothing of a clock that was turned.
      await clock.align();
      console.log(`reloaded in ${Math.round(performance.now() - startedAt)} ms`);
    } catch (error) {
      console.error("not reloaded:", error instanceof Error ? error.message : error);
    }
  };
  const onChange = (errors: readonly string[]) => {
    if (errors.length > 0) console.error(`not reloaded:\n${errors.join("\n")}`);
    else reloading = reloading.then(reload);
  };
  await Promise.all(workerDirectories.map((worker) => watchWorker(entryOf(worker, "lab"), onChange)));
}
