import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { toJson } from './json-writer.js';
const CHUNK_CHARACTERS = 16 * 1024;
/**
 * Answers with a compact JSON array that is written while `items` are read: memory stays at one chunk (about 16 KiB)
 * whatever the length, and `items` is pulled no faster than the caller reads. When `items` fails after the first chunk
 * the connection is broken off, so that no caller can take the part for the whole.
 *
 * A controller returns it as its answer; its type is `application/json`.
 */
export function streamJsonArray(items) {
    return jsonAnswer(arrayText(items));
}
/**
 * Answers with a JSON object whose members are written in order. A member that is an async iterable becomes an array
 * that is streamed like that of {@link streamJsonArray}; any other is written as it is.
 */
export function streamJsonObject(members) {
    return jsonAnswer(objectText(members));
}
function jsonAnswer(text) {
    const stream = Readable.from(inChunks(text), { objectMode: false, highWaterMark: CHUNK_CHARACTERS });
    return new StreamableFile(stream, { type: 'application/json; charset=utf-8' });
}
async function* arrayText(items) {
    let separator = '[';
    for await (const item of items) {
        yield separator + toJson(item);
        separator = ',';
    }
    yield separator === '[' ? '[]' : ']';
}
async function* objectText(members) {
    let separator = '{';
    for (const [name, value] of Object.entries(members)) {
        yield `${separator}${JSON.stringify(name)}:`;
        separator = ',';
        if (isAsyncIterable(value))
            yield* arrayText(value);
        else
            yield toJson(value);
    }
    yield separator === '{' ? '{}' : '}';
}
async function* inChunks(text) {
    let chunk = '';
    for await (const piece of text) {
        chunk += piece;
        if (chunk.length < CHUNK_CHARACTERS)
            continue;
        yield Buffer.from(chunk);
        chunk = '';
    }
    yield Buffer.from(chunk);
}
function isAsyncIterable(value) {
    return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
//# sourceMappingURL=json-stream.js.map