import { Card, CardBody, CardHeader } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";

/** What tiers and products are called at Stripe: nobody needs it to sell, some to look things up there. */
export function PriceIds({ prices }: { prices: readonly { name: string; priceId: string }[] }) {
  if (prices.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title="Prices at Stripe"
        description="The API takes names. These ids are for looking things up in your Stripe dashboard."
      />
      <CardBody>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
          {prices.map(({ name, priceId }) => (
            <div key={priceId} className="contents">
              <dt className="self-center font-medium">{name}</dt>
              <dd className="flex min-w-0 items-center gap-1">
                <code className="break-all font-mono text-muted text-xs">{priceId}</code>
                <CopyButton text={priceId} label={`Copy the price id of ${name}`} />
              </dd>
            </div>
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}
