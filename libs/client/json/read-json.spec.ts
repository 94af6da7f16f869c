import fc from 'fast-check';
import { readJson } from './read-json.js';
import { writeJson } from './write-json.js';

const SHAPES = {
  Wallet: { balance: 'units', flop: 'FLOP', coins: 'Coin', by_kind: 'units' },
  Coin: { value: 'units' },
};
const read = (text: string, target?: string) => readJson(text, target, SHAPES);

describe('an answer', () => {
  it('is read without doubles where it holds money, and plainly elsewhere', () => {
    const text = `{ "balance": 9007199254740993, "flop": 90071992547.40993, "height": 12, "rate": -1.5e2,
      "coins": [{ "value": 9223372036854775807, "balance": 1 }, { "value": "1050000000" }], "by_kind": { "pending": "7" } }`;
    expect(read(text, 'Wallet')).toEqual({
      balance: 9007199254740993n,
      flop: '90071992547.40993',
      height: 12,
      rate: -150,
      coins: [{ value: 9223372036854775807n, balance: 1 }, { value: 1050000000n }],
      by_kind: { pending: 7n },
    });
    expect(read('[{ "value": 1 }, { "value": null }]', 'Coin')).toEqual([{ value: 1n }, { value: null }]);
  });

  it('takes no other word for an amount', () => {
    for (const text of ['{"balance":1.5}', '{"balance":1e3}', '{"flop":1e-8}', '{"balance":"much"}'])
      expect(() => read(text, 'Wallet')).toThrow(SyntaxError);
  });

  it('makes members of hostile names, and nothing else of them', () => {
    const value = read('{"__proto__": {"isAdmin": true}, "constructor": 1}', 'Wallet') as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('is read as JSON.parse does, whatever it is', () => {
    fc.assert(fc.property(fc.json(), (text) => expect(read(text)).toEqual(JSON.parse(text))));
    const long = JSON.stringify('\\"ü\u2028'.repeat(200_000));
    expect(read(long)).toBe(JSON.parse(long));
  });

  it.each(['', ' ', '{', '[1,]', '[1 2]', '{"a"}', '{"a":1,}', '{1:2}', '01', '1.', '"\n"', 'nul', '[]]', "'a'", '+1'])(
    'is refused when it is %j',
    (text) => expect(() => read(text)).toThrow(SyntaxError),
  );
});

describe('a request', () => {
  it('has all digits of an amount', () => {
    const body = { amount: 9007199254740993n, to: 'a"b', left: undefined, list: [1, null, { deep: 2n }], at: 1.5 };
    expect(writeJson(body)).toBe('{"amount":9007199254740993,"to":"a\\"b","list":[1,null,{"deep":2}],"at":1.5}');
  });

  it('is written as JSON.stringify does', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(writeJson(value)).toBe(JSON.stringify(value))));
  });
});
