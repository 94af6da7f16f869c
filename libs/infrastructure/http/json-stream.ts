import { Readable } from 'node:stream';
import { setImmediate as nextIteration } from 'node:timers/promises';
import { StreamableFile } from '@nestjs/common';
import { JSON_TYPE, jsonPieces } from './json-writer.js';

const CHUNK_CHARACTERS = 16 * 1024;

/**
 * Answers with a compact JSON array that is written while `items` are read: memory stays at one chunk (about 16 KiB)
 * whatever the length, and `items` is pulled no faster than the caller reads. When `items` fails after the first chunk
 * the connection is broken off, so that no caller can take the part for the whole.
 *
 * A controller returns it as its answer; its type is `application/json`.
 */
export function streamJsonArray(items: AsyncIterable<unknown> | Iterable<unknown>): StreamableFile {
  return jsonAnswer(inChunks(arrayText(items)));
}

/**
 * Answers with a JSON object whose members are written in order. A member that is an async iterable becomes an array
 * that is streamed like that of {@link streamJsonArray}; a function is called when its turn comes, so that it may tell what the
 * members before it came to; any other is written as it is.
 *
 * @param keep gets the whole text when all of it was written, unless it is longer than `keep.upTo` bytes
 */
export function streamJsonObject(members: Readonly<Record<string, unknown>>, keep?: KeepWhole): StreamableFile {
  const chunks = inChunks(objectText(members));
  return jsonAnswer(keep ? keeping(chunks, keep) : chunks);
}

export interface KeepWhole {
  readonly upTo: number;
  whole(text: Buffer): void;
}

/** Answers with JSON that was written before. */
export function jsonText(text: Buffer): StreamableFile {
  return new StreamableFile(text, { type: JSON_TYPE, length: text.length });
}

function jsonAnswer(chunks: AsyncIterable<Buffer>): StreamableFile {
  const stream = Readable.from(chunks, { objectMode: false, highWaterMark: CHUNK_CHARACTERS });
  return new StreamableFile(stream, { type: JSON_TYPE });
}

async function* keeping(chunks: AsyncIterable<Buffer>, { upTo, whole }: KeepWhole): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size <= upTo) parts.push(chunk);
    else parts = [];
    yield chunk;
  }
  if (size <= upTo) whole(Buffer.concat(parts));
}

async function* arrayText(items: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<string> {
  let separator = '[';
  for await (const item of items) {
    yield separator;
    yield* jsonPieces(item);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

async function* objectText(members: Readonly<Record<string, unknown>>): AsyncGenerator<string> {
  let separator = '{';
  for (const [name, value] of Object.entries(members)) {
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ',';
    if (isAsyncIterable(value)) yield* arrayText(value);
    else yield* jsonPieces(typeof value === 'function' ? value() : value);
  }
  yield separator === '{' ? '{}' : '}';
}

async function* inChunks(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let chunk = '';
  for await (const piece of text) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(chunk);
    chunk = '';
    // The kernel takes megabytes at once: without this, as much would be printed in one turn of the event loop.
    await nextIteration();
  }
  yield Buffer.from(chunk);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
