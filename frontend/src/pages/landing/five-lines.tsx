/** The five lines that a developer adds, with what each of them stands for. */
const lines = [
  { code: 'import DreamAPI from "dream-api";', says: "one package, no dependencies" },
  { code: 'const api = new DreamAPI("sk_test_...");', says: "one key for all of it" },
  { code: "const { allowed } = await api.trackUsage(userId);", says: "counted once, also on a retry" },
  { code: 'const { url } = await api.createCheckout(userId, "pro");', says: "Stripe's page, into your own account" },
  { code: "return allowed ? work() : Response.redirect(url);", says: "paid: the next call is allowed" },
] as const;

export function FiveLines() {
  return (
    <figure className="overflow-hidden rounded-2xl border bg-raised shadow-float">
      <figcaption className="flex items-center justify-between border-b px-4 py-2.5 text-muted text-xs">
        <span className="font-mono">your-app.ts</span>
        <span>five lines</span>
      </figcaption>
      <ol className="py-3 font-mono text-xs leading-relaxed">
        {lines.map(({ code, says }, index) => (
          <li key={code} className="grid grid-cols-[2.4rem_minmax(0,1fr)] px-1 py-1">
            <span aria-hidden className="figures select-none pr-3 text-right text-muted/60">
              {index + 1}
            </span>
            <span className="min-w-0">
              <code className="block whitespace-pre-wrap break-words pr-3">{code}</code>
              <span className="font-sans text-muted text-xs">{says}</span>
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
