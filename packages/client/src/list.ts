/**
 * A list in both its forms: awaited it is a page, and `for await` walks through all of it, fetching each page when it
 * is needed.
 */

export interface Page<Item> {
  readonly data: Item[];
  readonly hasMore: boolean;
  /** Give it as `cursor` to get the next page; null on the last one. */
  readonly nextCursor: string | null;
}

export interface List<Item> extends Promise<Page<Item>>, AsyncIterable<Item> {
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined>;
}

/** @param fetchPage is called at once, for both forms begin with the first page */
export function listOf<Item>(fetchPage: (cursor?: string) => Promise<Page<Item>>): List<Item> {
  const firstPage = fetchPage();
  return Object.assign(firstPage, {
    async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
      let page = await firstPage;
      yield* page.data;
      while (page.nextCursor !== null) {
        page = await fetchPage(page.nextCursor);
        yield* page.data;
      }
    },
  });
}
