import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { toJson } from './json-writer.js';

/** A comment line keeps proxies from closing a connection on which nothing happens. */
const COMMENT_EVERY_MS = 15_000;
const TYPE = 'text/event-stream; charset=utf-8';

/**
 * Answers with Server-Sent Events (HTML Standard, "Server-sent events"): the data of each is one line of JSON. `data` is asked for
 * no more than the caller reads, and ended when the caller goes.
 */
export function streamEvents(data: AsyncIterable<unknown>): StreamableFile {
  return new StreamableFile(Readable.from(eventsText(data), { objectMode: false }), { type: TYPE });
}

async function* eventsText(data: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  const source = data[Symbol.asyncIterator]();
  let next = source.next();
  try {
    for (;;) {
      const result = await soon(next);
      if (result === undefined) yield Buffer.from(': still here\n\n');
      else if (result.done) return;
      else {
        next = source.next();
        yield Buffer.from(`data: ${toJson(result.value)}\n\n`);
      }
    }
  } finally {
    next.catch(() => undefined);
    await source.return?.();
  }
}

/** What comes within the time of a comment, else undefined. */
async function soon<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), COMMENT_EVERY_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
