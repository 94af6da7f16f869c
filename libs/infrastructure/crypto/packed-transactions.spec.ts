import { coinbaseTransaction, sha256, type TransactionTemplate, transactionId, withWitness } from '@app/chain';
import { inHex } from '../../../test/support/in-hex.js';
import { scheme } from '../../../test/support/ledger.js';
import { PackedTransactions, unpackTransactions } from './packed-transactions.js';

const signature = Buffer.alloc(64, 9);

/** A payment from a key pair that has `coins` coins. */
function payment(number: number, coins: number): TransactionTemplate {
  const privateKey = sha256(Buffer.from([number]));
  const publicKey = scheme.publicKeyOf(privateKey);
  const spends = Array.from({ length: coins }, (_, at) => ({ value: BigInt(at + 1), pubKeyHash: sha256(publicKey) }));
  const inputs = spends.map((_, vout) => ({
    txid: sha256(publicKey),
    vout,
    signature: null,
    publicKey: Buffer.alloc(0),
  }));
  const outputs = [{ value: spends.reduce((sum, { value }) => sum + value, 0n), pubKeyHash: Buffer.alloc(32, number) }];
  return {
    transaction: { id: transactionId(inputs, outputs), inputs, outputs },
    spends,
    // With and without: only those who derive the key have it at hand.
    signer: { privateKey, publicKey, point: number % 2 === 1 ? scheme.pointOf(privateKey) : undefined },
  };
}

function signedElsewhere({ transaction, spends, signer }: TransactionTemplate): TransactionTemplate {
  return { transaction: withWitness(transaction, signer!.publicKey, signature), spends };
}

const templates = [
  { transaction: coinbaseTransaction(Buffer.alloc(32, 5), 'a reward'), spends: [] },
  payment(1, 1),
  signedElsewhere(payment(2, 3)),
  payment(3, 5),
  payment(4, 2),
];

const plain = ({ transaction, spends, signer }: TransactionTemplate) => inHex({ transaction, spends, signer });
const holds = (packed: PackedTransactions, { signer }: TransactionTemplate) =>
  Buffer.from(packed.memory).includes(Buffer.from(signer!.privateKey));
const toBeSigned = templates.filter(({ signer }) => signer);

test('another thread reads what was packed', () => {
  const read = unpackTransactions(PackedTransactions.pack(templates).memory);
  expect(read.map(plain)).toEqual(templates.map(plain));
});

test('a signature takes the place of its private key, and is read here and there', () => {
  const packed = PackedTransactions.pack(templates);
  for (const entry of unpackTransactions(packed.memory)) if (entry.signer) entry.leave(signature);
  const signed = templates.map((entry) => (entry.signer ? signedElsewhere(entry) : entry));
  expect(packed.signed(templates).map((transaction, at) => plain({ ...signed[at]!, transaction }))).toEqual(
    signed.map(plain),
  );
  expect(unpackTransactions(packed.memory).map(plain)).toEqual(signed.map(plain));
  for (const entry of toBeSigned) expect(holds(packed, entry)).toBe(false);
});

test('a point that is not that of the public key is not handed on', () => {
  const [entry] = [payment(1, 1)];
  const stranger = scheme.pointOf(sha256(Buffer.from([9])));
  const parity = (point: Uint8Array) => point[64]! & 1;
  const point = Buffer.from(stranger);
  if (parity(point) === parity(entry.signer!.point!)) point[64]! ^= 1;
  const { memory } = PackedTransactions.pack([{ ...entry, signer: { ...entry.signer!, point } }]);
  expect(unpackTransactions(memory)[0]!.signer!.point).toBeUndefined();
});

test('wiping leaves no private key', () => {
  const packed = PackedTransactions.pack(templates);
  for (const entry of toBeSigned) expect(holds(packed, entry)).toBe(true);
  packed.wipe();
  for (const entry of toBeSigned) expect(holds(packed, entry)).toBe(false);
});

test('whether the signatures were verified is remembered', () => {
  const { memory } = PackedTransactions.pack(templates);
  expect(unpackTransactions(memory).map(({ isVerified }) => isVerified)).toEqual([false, false, false, false, false]);
  for (const entry of unpackTransactions(memory)) entry.leave(entry.signer ? signature : null);
  expect(unpackTransactions(memory).map(({ isVerified }) => isVerified)).toEqual([true, true, true, true, true]);
});
