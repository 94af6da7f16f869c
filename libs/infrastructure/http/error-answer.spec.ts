import { DomainError } from '@app/kernel';
import { describe, expect, it } from '@jest/globals';
import { NotFoundException } from '@nestjs/common';
import { type AnswerTable, answerFor } from './error-answer.js';

class Unavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'node_down';
}

describe('the answer to an error', () => {
  it('asks a caller to come back after a failure that passes', () => {
    expect(answerFor(new Unavailable('down'))).toMatchObject({
      status: 503,
      headers: { 'Retry-After': '5' },
      isFault: false,
    });
    expect(answerFor(new Unavailable('down', { retryAfterSeconds: 40 })).headers).toEqual({ 'Retry-After': '40' });
  });

  it('is logged when a refusal hides a failure', () => {
    expect(answerFor(new Unavailable('down', { cause: new Error('ECONNREFUSED') })).isFault).toBe(true);
  });

  it('follows the table of the app', () => {
    const answer = (entry: AnswerTable[string]) => answerFor(new Unavailable('down'), { node_down: entry });
    expect(answer({ status: 504, body: { late: true } })).toMatchObject({ status: 504, body: { late: true } });
    expect(answer({ status: 500, text: 'off' })).toMatchObject({ status: 500, text: 'off', headers: {} });
    expect(answer({ text: 'off' })).toMatchObject({ status: 503, text: 'off', headers: { 'Retry-After': '5' } });
  });

  it('keeps the words of a framework to itself', () => {
    const fastifyError = Object.assign(new Error('Request body is too large at /secret'), {
      code: 'FST_ERR_CTP_BODY_TOO_LARGE',
      statusCode: 413,
    });
    expect(answerFor(fastifyError)).toMatchObject({ status: 413, text: 'request body too large', isFault: false });
    expect(answerFor(new NotFoundException('Cannot GET /secret'))).toMatchObject({
      status: 404,
      text: '404 page not found',
    });
  });

  it('tells nothing of anything else', () => {
    const driverError = Object.assign(new Error('relation "users" does not exist'), { code: '42P01', statusCode: 400 });
    for (const thrown of [driverError, 'text', undefined, null, { statusCode: 400 }]) {
      expect(answerFor(thrown)).toMatchObject({
        status: 500,
        text: 'internal error',
        code: 'internal_error',
        isFault: true,
      });
    }
  });
});
