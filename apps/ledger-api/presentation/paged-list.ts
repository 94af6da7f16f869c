import type { PageCursor } from '@app/infrastructure/http/cursor.js';
import { streamJsonArray } from '@app/infrastructure/http/json-stream.js';
import { leadOn } from '@app/infrastructure/http/paging.js';
import type { Slice } from '@app/kernel';
import type { StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PageQuery } from './page-query.dto.js';

/** Rows that are read first of a whole list. A part that came whole is followed by one of twice as many, up to the most. */
const FIRST_PART = 500;
const LARGEST_PART = 2_000;
/** A page with so many bytes of stored transactions is streamed. */
const LARGE_BYTES = 32 * 1024;
/** Page size of a caller who sends a cursor and no limit. */
const DEFAULT_PAGE = 100;

export interface KeyedList<Row> {
  request: FastifyRequest;
  page: PageQuery;
  reply: FastifyReply;
  cursor: PageCursor;
  /** Reads up to `limit` rows after the row with `key`, or from the start; fewer where they are large. */
  read(afterKey: number | undefined, limit: number): Promise<Slice<Row>>;
  key(row: Row): number;
  /** Undefined for a row that cannot be shown and is left out. */
  print(row: Row): unknown;
  /** Bytes of a row, where there are large ones. */
  size?(row: Row): number;
}

/**
 * Answers with a list. Without `limit` and `cursor` it is the whole list, as the specification has it, streamed; with one
 * of them it is a page, and a `Link` header leads to the next one. A page may have fewer rows than were asked for.
 */
export async function answerList<Row>(list: KeyedList<Row>): Promise<StreamableFile | unknown[]> {
  const { limit, cursor } = list.page;
  const after = list.cursor.decode(cursor);
  if (limit === undefined && cursor === undefined) {
    // The first rows are read before the answer starts: what fails here still gets a proper error.
    return streamJsonArray(everything(list, await list.read(undefined, FIRST_PART)));
  }
  const size = limit ?? DEFAULT_PAGE;
  const slice = await list.read(after === undefined ? undefined : Number(after), size);
  leadOn(slice, { ...list, link: { ...list, limit: size } });
  const { rows } = slice;
  return isLarge(rows, list) ? streamJsonArray(printed(rows, list)) : [...printed(rows, list)];
}

async function* everything<Row>(list: KeyedList<Row>, first: Slice<Row>): AsyncGenerator<unknown> {
  for (let slice = first; ; ) {
    const { rows, hasMore } = slice;
    // The database works on the next part while the caller reads this one. One that ended early has large rows.
    const coming = hasMore ? list.read(list.key(rows.at(-1)!), Math.min(rows.length * 2, LARGEST_PART)) : undefined;
    coming?.catch(() => undefined); // seen when its turn comes, unless the caller has left
    yield* printed(rows, list);
    if (!coming) return;
    slice = await coming;
  }
}

function* printed<Row>(rows: readonly Row[], { print }: KeyedList<Row>): Generator<unknown> {
  for (const row of rows) {
    const shown = print(row);
    if (shown !== undefined) yield shown;
  }
}

/** What is large leaves in pieces, as the caller reads it; what is small has a length to announce. */
function isLarge<Row>(rows: readonly Row[], { size }: KeyedList<Row>): boolean {
  return size !== undefined && rows.reduce((total, row) => total + size(row), 0) > LARGE_BYTES;
}
