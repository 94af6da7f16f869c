import { keyPair, scheme } from '../../../test/support/ledger.js';
import { EncodedTransaction } from './encoded-transaction.js';
import { coinbaseTransaction, signingDigest, transactionId } from './transaction.js';
import { decodeTransaction, encodeTransaction } from './transaction-codec.js';

const owner = keyPair(1);
const pubKeyHash = Buffer.from(owner.address, 'hex');

function transfer(parts: number) {
  const outpoints = Array.from({ length: parts }, (_, at) => ({ txid: Buffer.alloc(32, at), vout: 2 ** 32 - 1 - at }));
  const outputs = outpoints.map((_, at) => ({ value: BigInt(at) + 2n ** 40n, pubKeyHash }));
  const id = transactionId(
    outpoints.map((outpoint) => ({ ...outpoint, publicKey: owner.publicKey })),
    outputs,
  );
  const signature = Buffer.from(scheme.sign(signingDigest(id), owner.privateKey));
  return { id, outputs, inputs: outpoints.map((outpoint) => ({ ...outpoint, signature, publicKey: owner.publicKey })) };
}

test.each([
  ['a coinbase', coinbaseTransaction(pubKeyHash, 'text')],
  ['a transfer of one', transfer(1)],
  ['a transfer of many', transfer(300)],
])('%s is read part by part as it is read whole', (_, transaction) => {
  const bytes = encodeTransaction(transaction);
  const stored = new EncodedTransaction(bytes);
  const { id, inputs, outputs } = decodeTransaction(bytes);
  expect(stored.id).toEqual(id);
  expect(JSON.stringify([...stored.inputs()])).toBe(JSON.stringify(inputs.map(inOrder)));
  expect([...stored.outputs()]).toEqual(outputs);
  expect([stored.inputCount, stored.outputCount]).toEqual([inputs.length, outputs.length]);
});

test('bytes that are short or left over are no transaction', () => {
  const bytes = encodeTransaction(transfer(2));
  for (const wrong of [bytes.subarray(0, 3), bytes.subarray(0, 20), bytes.subarray(1), Buffer.concat([bytes, bytes])]) {
    expect(() => new EncodedTransaction(wrong)).toThrow();
  }
});

function inOrder({ txid, vout, publicKey, signature }: ReturnType<typeof decodeTransaction>['inputs'][number]) {
  const bytes = (given: Uint8Array) => (given.length === 0 ? new Uint8Array(0) : given);
  return { txid: bytes(txid), vout, publicKey, signature };
}
