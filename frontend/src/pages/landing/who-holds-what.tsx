/** Who keeps what: the reason why nobody has to trust us with much. */
const holders = [
  {
    name: "Clerk",
    holds: "Passwords and sessions",
    text: "Sign-up, sign-in, codes and devices are Clerk's own components. A password never passes through our code.",
  },
  {
    name: "Stripe",
    holds: "Cards and money",
    text: "On your own account, through Connect. Payouts, invoices and taxes stay yours; we never hold a cent.",
  },
  {
    name: "Cloudflare",
    holds: "Counts and orders",
    text: "Durable Objects count, D1 keeps the books. It runs near your customers, and nothing of ours has to stay up.",
  },
  {
    name: "The glue",
    holds: "What remains",
    text: "Which tier, which period, allowed or not; webhooks in any order, once each; stock of one that sells once.",
  },
] as const;

export function WhoHoldsWhat() {
  return (
    <section className="mx-auto max-w-6xl px-5 py-20 sm:px-8">
      <h2 className="max-w-xl font-semibold text-3xl tracking-[-0.025em]">Nothing that matters is kept by me</h2>
      <dl className="mt-10 grid gap-px overflow-hidden rounded-2xl border bg-line sm:grid-cols-2 lg:grid-cols-4">
        {holders.map(({ name, holds, text }) => (
          <div key={name} className="bg-surface p-6">
            <dt>
              <span className="text-muted">{name}</span>
              <span className="mt-1 block font-semibold text-[17px] tracking-tight">{holds}</span>
            </dt>
            <dd className="mt-3 text-muted leading-relaxed">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
