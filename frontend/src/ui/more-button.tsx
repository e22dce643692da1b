import { Button } from "./button.tsx";

export interface MoreButtonProps {
  readonly pages: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): unknown };
  readonly label?: string;
}

/** Under a list that comes in pages: brings the next one, and is not there when that was the last. */
export function MoreButton({ pages, label = "Show more" }: MoreButtonProps) {
  if (!pages.hasNextPage) return null;
  return (
    <Button
      variant="outline"
      className="justify-self-center"
      isBusy={pages.isFetchingNextPage}
      onClick={() => pages.fetchNextPage()}
    >
      {label}
    </Button>
  );
}
