import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import { parseStrictJson } from '@app/infrastructure/http/strict-json.js';
import { explainRefusal } from './explain-refusal.js';

const url = new URL('http://localhost:8000');

function explain(status: number, body: string, more: { retryAfter?: string; howToProve?: string } = {}): string {
  const answer = {
    status,
    headers: new Headers(more.retryAfter ? { 'retry-after': more.retryAfter } : {}),
    body: Buffer.from(body),
  };
  const content = body.startsWith('{') ? (parseStrictJson(body) as JsonObject) : undefined;
  return explainRefusal(answer, content, { api: 'registry', url, howToProve: more.howToProve });
}

describe('a refusal', () => {
  it('is told in the words of the registry', () => {
    expect(explain(404, '{"detail":"No wallet found for node n"}')).toBe('No wallet found for node n');
  });

  it('has a line for each field that the registry cannot read', () => {
    const detail = [
      { loc: ['body', 'amount'], msg: 'Input should be a valid number', type: 'decimal_parsing' },
      { loc: ['body', 'capabilities', 0], msg: 'too long', type: 'x' },
      { msg: 'nowhere', type: 'x' },
    ];
    expect(explain(422, JSON.stringify({ detail }))).toBe(
      'the request has fields that the registry cannot read:\n' +
        '  body.amount: Input should be a valid number\n  body.capabilities.0: too long\n  nowhere',
    );
  });

  it('says when to try again, and how to sign what is not signed', () => {
    expect(explain(429, '{"detail":"slow"}', { retryAfter: '7' })).toBe('slow\n  try again in 7 s');
    expect(explain(401, '{"detail":"who"}', { howToProve: 'sign it' })).toBe('who\n  sign it');
    expect(explain(401, '{"detail":"who"}')).toBe('who');
    expect(explain(403, '{"detail":"not you"}', { howToProve: 'sign it' })).toBe('not you');
  });

  it('has a line for each field that the ledger cannot read', () => {
    const errors = [{ in: 'body', field: 'amount', detail: 'must be positive', code: 'min' }, 'odd'];
    const alone = { detail: 'too late', errors: [{ in: 'body', field: 'date', detail: 'too late', code: 'late' }] };
    expect(explain(400, JSON.stringify(alone))).toBe('too late');
    expect(explain(400, JSON.stringify({ detail: 'invalid request body', errors }))).toBe(
      'invalid request body\n  amount: must be positive\n  odd',
    );
  });

  it('quotes a long answer in part, and without control characters', () => {
    expect(explain(502, `<h1>\u001b[2JBad\nGateway${'!'.repeat(500)}`)).toBe(
      `http://localhost:8000/ answered 502: <h1>?[2JBad?Gateway${'!'.repeat(200 - 19)}`,
    );
    expect(explain(500, '')).toBe('http://localhost:8000/ answered 500');
    expect(explain(400, '{"detail":{"no":"text"}}')).toMatch('answered 400');
  });
});
