import { Unavailable } from '../errors/mizan-error.js';

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

const CIRCLE = { status: 0, code: 'cursor_repeated', detail: 'the list leads to a page that was read already' };

/** @param load reads the page of a cursor */
export function pagesOf<Item>(
  load: (cursor: string | undefined) => Promise<Page<Item>>,
  first: string | undefined,
): Pages<Item> {
  return {
    page: () => load(first),
    async *[Symbol.asyncIterator]() {
      const seen = new Set<string | undefined>();
      let cursor = first;
      do {
        if (seen.has(cursor)) throw new Unavailable(CIRCLE);
        seen.add(cursor);
        const page = await load(cursor);
        yield* page.items;
        cursor = page.nextCursor;
      } while (cursor !== undefined);
    },
  };
}
