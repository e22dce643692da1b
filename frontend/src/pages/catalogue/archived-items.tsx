import { RotateCcw } from "lucide-react";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";

export interface ArchivedItemsProps<Item> {
  items: readonly Item[];
  noun: string;
  onBringBack(item: Item): void;
}

/** What is sold no longer. Who has it keeps it. */
export function ArchivedItems<Item extends { readonly name: string; readonly displayName: string }>({
  items,
  noun,
  onBringBack,
}: ArchivedItemsProps<Item>) {
  if (items.length === 0) return null;
  return (
    <section aria-label="Archived" className="grid gap-2">
      <h2 className="font-semibold text-[15px] tracking-tight">Archived</h2>
      <p className="text-muted">Nobody new gets these. Who has one keeps it.</p>
      <ul className="divide-y rounded-xl border bg-sunken">
        {items.map((item) => (
          <li key={item.name} className="flex items-center gap-3 px-5 py-2.5">
            <span className="min-w-0 flex-1 truncate">{item.displayName}</span>
            <Badge>Archived</Badge>
            <Button variant="outline" size="small" onClick={() => onBringBack(item)}>
              <RotateCcw aria-hidden /> Bring the {noun} back
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
