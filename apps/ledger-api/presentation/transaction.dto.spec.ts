import {
  coinbaseTransaction,
  decodeTransaction,
  encodeTransaction,
  MalformedTransaction,
  type Transaction,
  transactionId,
} from '@app/chain';
import { jsonPieces, toJson } from '@app/infrastructure/http/json-writer.js';
import fc from 'fast-check';
import { storedTransactionJson, transactionJson } from './transaction.dto.js';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(Buffer.from);
const input = fc.record({ txid: bytes(32), vout: fc.nat(2 ** 31), signature: bytes(64), publicKey: bytes(33) });
const output = fc.record({ value: fc.bigInt(1n, 2n ** 63n - 1n), pubKeyHash: bytes(32) });
const transfer = fc
  .record({ inputs: fc.array(input, { minLength: 1 }), outputs: fc.array(output, { minLength: 1 }) })
  .map(({ inputs, outputs }): Transaction => ({ id: transactionId(inputs, outputs), inputs, outputs }));
const coinbase = fc
  .tuple(bytes(32), fc.string({ minLength: 1 }))
  .map(([hash, text]) => coinbaseTransaction(hash, text));

/** In the plainest way: member by member, in the order of the specification. */
function expected({ id, inputs, outputs }: Transaction): string {
  const base64 = (part: Uint8Array) => Buffer.from(part).toString('base64');
  const value = (units: bigint) => `#${units}#`;
  return JSON.stringify({
    ID: base64(id),
    Vin: inputs.map(({ txid, vout, signature, publicKey }) => ({
      Txid: base64(txid),
      Vout: vout,
      Signature: signature && base64(signature),
      PubKey: base64(publicKey),
    })),
    Vout: outputs.map((each) => ({ Value: value(each.value), PubKeyHash: base64(each.pubKeyHash) })),
  }).replaceAll(/"#(\d+)#"/g, '$1');
}

test('a transaction is printed to the same text, stored or not, whole or in pieces', () => {
  fc.assert(
    fc.property(fc.oneof(transfer, coinbase), (transaction) => {
      const stored = encodeTransaction(transaction);
      const text = expected(decodeTransaction(stored));
      expect(toJson(storedTransactionJson(stored))).toBe(text);
      expect([...jsonPieces(storedTransactionJson(stored))].join('')).toBe(text);
      expect(toJson(transactionJson(transaction))).toBe(text);
    }),
  );
});

test('so is a large one', () => {
  const one = { txid: Buffer.alloc(32, 1), vout: 7, signature: Buffer.alloc(64, 2), publicKey: Buffer.alloc(33, 3) };
  const inputs = Array.from({ length: 900 }, (_, vout) => ({ ...one, vout }));
  const outputs = [{ value: 2n ** 60n, pubKeyHash: Buffer.alloc(32, 4) }];
  const transaction = { id: transactionId(inputs, outputs), inputs, outputs };
  expect([...jsonPieces(storedTransactionJson(encodeTransaction(transaction)))].join('')).toBe(expected(transaction));
});

test('what is damaged is told by its kind of error', () => {
  const good = encodeTransaction(coinbaseTransaction(Buffer.alloc(32), 'text'));
  const at = (place: number, byte: number) => Buffer.from(good.map((old, index) => (index === place ? byte : old)));
  for (const damaged of [at(0, 2), at(1, 2), at(3, 200), good.subarray(1), Buffer.alloc(0)]) {
    expect(() => storedTransactionJson(damaged)).toThrow(MalformedTransaction);
    expect(() => decodeTransaction(damaged)).toThrow(MalformedTransaction);
  }
});
