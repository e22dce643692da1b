/** How counting is exact: a thousand calls at once on a limit of a hundred, each a dot. */
import { config } from "../../config.ts";

const calls = 1000;
const limit = 100;
const columns = 50;

const promises = [
  {
    title: "A limit is a limit",
    text: "A thousand parallel calls on a limit of a hundred allow exactly a hundred. Not 99, not 103.",
  },
  {
    title: "A retry gets the first answer",
    text: "Repeat a call with its idempotency key and it is counted once and answered byte for byte the same.",
  },
  {
    title: "An acknowledged call is kept",
    text: "What was answered is on disk first. Killing the process under load loses none of it.",
  },
  {
    title: "A change acts on the next call",
    text: "A revoked key, a lowered limit, a new plan: there is no cache to wait for.",
  },
] as const;

export function Exactness() {
  return (
    <section id="exactness" className="scroll-mt-6 border-y bg-sunken">
      <div className="mx-auto grid max-w-6xl gap-12 px-5 py-20 sm:px-8 lg:grid-cols-2 lg:items-center">
        <div>
          <h2 className="font-semibold text-3xl tracking-[-0.025em]">Counted exactly, not eventually</h2>
          <p className="mt-4 max-w-lg text-[15px] text-muted leading-relaxed">
            Every customer's count lives in one place that decides one call after the other and writes before it
            answers. No cache that is a minute behind, no counter that two calls read at once.
          </p>
          <dl className="mt-8 grid gap-x-8 gap-y-6 sm:grid-cols-2">
            {promises.map(({ title, text }) => (
              <div key={title}>
                <dt className="font-semibold">{title}</dt>
                <dd className="mt-1 text-muted">{text}</dd>
              </div>
            ))}
          </dl>
        </div>
        <ManyCalls />
      </div>
    </section>
  );
}

function ManyCalls() {
  return (
    <figure className="rounded-2xl border bg-surface p-5 shadow-card sm:p-7">
      <Dots />
      <figcaption className="mt-5 grid gap-3">
        <div className="figures flex flex-wrap gap-x-6 gap-y-2">
          <p>
            <span className="font-semibold text-xl tracking-tight">1,000</span>{" "}
            <span className="text-muted">calls at once</span>
          </p>
          <p>
            <span className="font-semibold text-xl text-accent tracking-tight">100</span>{" "}
            <span className="text-muted">allowed, and counted</span>
          </p>
          <p>
            <span className="font-semibold text-xl tracking-tight">900</span>{" "}
            <span className="text-muted">refused</span>
          </p>
        </div>
        <p className="text-muted text-xs">
          The proof is a program that you can run: <code className="font-mono">npm run bench:proof</code>.{" "}
          <a href={`${config.apiUrl}/docs`} className="underline underline-offset-2">
            The call in the reference
          </a>
        </p>
      </figcaption>
    </figure>
  );
}

/** Which of the parallel calls come first is chance; how many get through is not. */
const allowedDots = drawDots();

function drawDots(): ReadonlySet<number> {
  const drawn = new Set<number>();
  // A small generator of its own, so that every visit shows the same dots.
  for (let state = 20; drawn.size < limit; ) {
    state = (state * 48_271) % 2_147_483_647;
    drawn.add(state % calls);
  }
  return drawn;
}

function Dots() {
  const rows = calls / columns;
  return (
    <svg
      viewBox={`0 0 ${columns * 10} ${rows * 10}`}
      className="w-full"
      role="img"
      aria-label="1000 dots, 100 of them lit"
    >
      {Array.from({ length: calls }, (_, index) => index).map((index) => (
        <circle
          key={index}
          cx={(index % columns) * 10 + 5}
          cy={Math.floor(index / columns) * 10 + 5}
          r={allowedDots.has(index) ? 3.4 : 2.1}
          className={allowedDots.has(index) ? "fill-accent" : "fill-line-strong"}
        />
      ))}
    </svg>
  );
}
