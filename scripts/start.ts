/** `npm start`: the product on this machine, with demo data and a call to paste. Needs no account and no network. */
import { describeHouse, startHouse, stopOnSignal } from "./local/start-house.ts";

try {
  const house = await startHouse(printErrors, "built");
  stopOnSignal(() => house.stop());
  console.log(describeHouse(house));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Requests are many and go unsaid here; `npm run dev` shows them. */
function printErrors(line: string): void {
  if (!line.includes('"level":"info"')) console.error(line);
}
