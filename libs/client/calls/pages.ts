/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** What leads to the next page as `cursor`; undefined on the last. */
  readonly nextCursor: string | undefined;
}

/** A list that is read page by page: `for await` goes through all of it, `page()` reads one. Nothing is asked before. */
export interface Pages<Item> extends AsyncIterable<Item> {
  page(): Promise<Page<Item>>;
}

/** @param load reads the page of a cursor */
export function pagesOf<Item>(
  load: (cursor: string | undefined) => Promise<Page<Item>>,
  first: string | undefined,
): Pages<Item> {
  return {
    page: () => load(first),
    async *[Symbol.asyncIterator]() {
      let cursor = first;
      do {
        const page = await load(cursor);
        yield* page.items;
        cursor = page.nextCursor;
      } while (cursor !== undefined);
    },
  };
}
