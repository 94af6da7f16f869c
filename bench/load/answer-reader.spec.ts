import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnswerReader } from './answer-reader.js';

const MINED = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\nvary: Origin\r\n\r\n{"a":12}';
const LIST = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n[1,\r\n\r\n2\r\n2]\r\n0\r\n\r\n'.replace(
  '[1,\r\n',
  '[1,22',
);
const EMPTY_LIST = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
const BUSY = 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 5\r\n\r\nbusy\n';
const NOTHING = 'HTTP/1.1 204 No Content\r\ndate: now\r\n\r\n';

describe('the end of an answer', () => {
  it.each([
    ['with a length', MINED, 200],
    ['in chunks', LIST, 200],
    ['of no chunks', EMPTY_LIST, 200],
    ['that refuses', BUSY, 503],
    ['without a body', NOTHING, 204],
  ])('%s is found however it is cut', (_, text, status) => {
    const cuts = fc.array(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 6 });
    fc.assert(
      fc.property(cuts, (places) => {
        const reader = new AnswerReader();
        const ends = [...new Set(places)].sort((left, right) => left - right);
        const pieces = [0, ...ends].map((start, at) => Buffer.from(text.slice(start, ends[at])));
        const answers = pieces.map((piece) => reader.take(piece));
        expect(answers.at(-1)).toBe(status);
        expect(answers.slice(0, -1).every((answer) => answer === undefined)).toBe(true);
      }),
    );
  });

  it('leaves nothing behind for the next one', () => {
    const reader = new AnswerReader();
    expect([LIST, MINED, EMPTY_LIST, BUSY, MINED].map((text) => reader.take(Buffer.from(text)))).toEqual([
      200, 200, 200, 503, 200,
    ]);
  });

  it('tells how long a refusal asks to wait', () => {
    const reader = new AnswerReader();
    reader.take(Buffer.from(BUSY));
    expect(reader.retryAfterSeconds).toBe(2);
  });
});
