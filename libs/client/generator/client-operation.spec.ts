import type { ApiDocument } from './api-document.js';
import { clientOperations } from './client-operation.js';
import { clientSchemas } from './client-schemas.js';
import { moneyShapes } from './money-shapes.js';
import { writeOperations } from './write-operations.js';

const units = { type: 'integer', format: 'int64', 'x-money': 'units' } as const;
const flop = { oneOf: [{ type: 'number' }, { type: 'string' }], 'x-money': 'FLOP' } as const;
const refer = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

const DOCUMENT: ApiDocument = {
  paths: {
    '/wallets/{id}/coins': {
      get: {
        operationId: 'listCoins',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'cursor', in: 'query', schema: { type: 'string' } },
        ],
        responses: { 200: json({ type: 'array', items: refer('schemas', 'Coin') }) },
      },
    },
    '/wallets/{id}/coins.csv': {
      get: {
        operationId: 'listCoinsSheet',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { content: { 'text/csv': { schema: { type: 'string' } } } } },
      },
    },
    '/wallets/{id}/followed': {
      get: {
        operationId: 'followCoins',
        responses: { 200: { content: { 'text/event-stream': { schema: { type: 'string' } } } } },
      },
    },
    '/payments': {
      post: {
        operationId: 'pay',
        summary: 'Pay',
        parameters: [refer('parameters', 'Key')],
        requestBody: { required: true, ...json(refer('schemas', 'PayRequest')) },
        responses: {
          200: { ...json(refer('schemas', 'Paid')), headers: { 'X-Transaction-Id': refer('headers', 'Id') } },
        },
      },
    },
  },
  components: {
    parameters: { Key: { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } } },
    headers: { Id: { description: 'Hex ID', schema: { type: 'string' } } },
    schemas: {
      Coin: { type: 'object', properties: { value: units, height: { type: 'integer', format: 'int64' } } },
      PayRequest: { type: 'object', properties: { amount: flop, to: { type: 'string' } }, required: ['amount'] },
      Paid: {
        type: 'object',
        properties: {
          coins: { type: 'array', items: refer('schemas', 'Coin') },
          by_kind: { type: 'object', additionalProperties: { type: 'string', 'x-money': 'units' } },
          owed: { type: ['string', 'null'], 'x-money': 'units' },
          last: { anyOf: [refer('schemas', 'Coin'), { type: 'null' }] },
          note: { type: 'string' },
        },
      },
      PayProblem: { type: 'object' },
    },
  },
};

describe('the generator', () => {
  const operations = clientOperations(DOCUMENT);

  it('finds out where money stands, directly and further in', () => {
    expect(moneyShapes(DOCUMENT)).toEqual({
      Coin: { value: 'units' },
      PayRequest: { amount: 'FLOP' },
      Paid: { coins: 'Coin', by_kind: 'units', owed: 'units', last: 'Coin' },
    });
  });

  it('makes one object of the fields of a call, and joins headers to its result', () => {
    const schemas = clientSchemas(DOCUMENT, operations);
    expect(schemas.PayFields).toEqual({
      type: 'object',
      properties: {
        idempotencyKey: { type: 'string', description: expect.stringContaining('same key') },
        amount: { type: 'string' },
        to: { type: 'string' },
      },
      required: ['amount'],
    });
    expect(schemas.Coin?.properties).toEqual({
      value: { type: 'integer', format: 'int64' },
      height: { type: 'integer' },
    });
    expect(schemas.Paid?.properties?.owed).toEqual({ type: ['integer', 'null'], format: 'int64' });
    expect(schemas.PayResult?.allOf?.[1]).toMatchObject({
      properties: { txid: { type: 'string' } },
      required: ['txid'],
    });
    expect(Object.keys(schemas)).not.toContain('PayProblem');
  });

  it('writes a method and a row for each operation', () => {
    const text = writeOperations('ledger', DOCUMENT, operations);
    expect(text).toContain('  listCoins(call: Call<Types.ListCoinsFields>): Pages<Types.Coin>;');
    expect(text).toContain('  /**\n   * Pay\n   */\n  pay(call: Call<Types.PayFields>): Promise<Types.PayResult>;');
    expect(text).toContain(
      'listCoins: {"method":"GET","path":"/wallets/{id}/coins","query":["cursor"],"answer":"Coin","items":""}',
    );
    const pay = '{"method":"POST","path":"/payments","body":["amount","to"],"isKeyed":true,"answer":"Paid"';
    expect(text).toContain(`pay: ${pay},"facts":{"txid":"X-Transaction-Id"}}`);
  });

  it('has a file as bytes, a list or not, and no method for a stream', () => {
    const text = writeOperations('ledger', DOCUMENT, operations);
    expect(text).toContain('  listCoinsSheet(call: Call<Types.ListCoinsSheetFields>): Promise<Uint8Array>;');
    expect(text).toContain('listCoinsSheet: {"method":"GET","path":"/wallets/{id}/coins.csv","isFile":true}');
    expect(text).not.toContain('followCoins');
  });

  it('stops at a header that it has no name for', () => {
    const [path] = Object.keys(DOCUMENT.paths);
    const { get } = DOCUMENT.paths[path!]!;
    const headers = { 'X-New': { schema: { type: 'string' } } };
    const answered = { ...get!, responses: { 200: { ...get!.responses['200'], headers } } };
    const document = { ...DOCUMENT, paths: { [path!]: { get: answered } } };
    expect(() => clientOperations(document)).toThrow('listCoins: what is X-New?');
  });
});
