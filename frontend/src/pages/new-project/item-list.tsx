/** Tiers or products of a project that is being made, each in a box that opens. */
import { ChevronDown, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Issues } from "../../catalogue/drafts.ts";
import { issuesUnder } from "../../catalogue/drafts.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/class-names.ts";

export interface ItemListProps<Item extends { readonly displayName: string }> {
  /** `tier` or `product`. */
  noun: string;
  /** Of the list, in the issues' paths. */
  path: string;
  items: readonly Item[];
  issues: Issues;
  summaryOf: (item: Item) => ReactNode;
  renderFields: (item: Item, issues: Issues, change: (item: Item) => void) => ReactNode;
  createItem: () => Item;
  onChange(items: Item[]): void;
}

export function ItemList<Item extends { readonly displayName: string }>(props: ItemListProps<Item>) {
  const { noun, path, items, issues, summaryOf, renderFields, createItem, onChange } = props;
  const [openIndex, setOpenIndex] = useState<number | null>(null);
  const own = issues[path];
  return (
    <div className="grid gap-3">
      {items.map((item, index) => {
        const itemIssues = issuesUnder(issues, `${path}.${index}`);
        const isWrong = Object.keys(itemIssues).length > 0;
        const isOpen = openIndex === index || isWrong;
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: what is being typed has no name of its own yet.
            key={index}
            className={cn("rounded-xl border bg-surface", isWrong && "border-danger")}
          >
            <div className="flex items-center gap-1 p-1.5">
              <button
                type="button"
                aria-expanded={isOpen}
                className="flex min-w-0 flex-1 items-center gap-3 rounded-lg px-3 py-2 text-left hover:bg-hover"
                onClick={() => setOpenIndex(isOpen ? null : index)}
              >
                <ChevronDown
                  className={cn("size-4 shrink-0 text-muted transition-transform", !isOpen && "-rotate-90")}
                />
                <span className="truncate font-medium">{item.displayName || `New ${noun}`}</span>
                <span className="figures ml-auto whitespace-nowrap text-muted">{summaryOf(item)}</span>
              </button>
              <Button
                variant="ghost"
                size="icon-small"
                aria-label={`Take ${item.displayName || `the new ${noun}`} away`}
                disabled={items.length === 1}
                onClick={() => {
                  setOpenIndex(null);
                  onChange(items.filter((_, other) => other !== index));
                }}
              >
                <Trash2 />
              </Button>
            </div>
            {isOpen && (
              <div className="border-t p-4">
                {renderFields(item, itemIssues, (changed) =>
                  onChange(items.map((before, other) => (other === index ? changed : before))),
                )}
              </div>
            )}
          </div>
        );
      })}
      {own && (
        <p role="alert" className="text-[13px] text-danger">
          {own}
        </p>
      )}
      <Button
        variant="outline"
        className="justify-self-start"
        onClick={() => {
          setOpenIndex(items.length);
          onChange([...items, createItem()]);
        }}
      >
        <Plus aria-hidden /> Add a {noun}
      </Button>
    </div>
  );
}
