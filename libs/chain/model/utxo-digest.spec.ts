import fc from 'fast-check';
import { UtxoDigest } from './utxo-digest.js';

const coin = (number: number) =>
  [
    { txid: Buffer.alloc(32, number % 251), vout: number },
    { value: BigInt(number + 1), pubKeyHash: Buffer.alloc(32, number % 7) },
  ] as const;

test('the order in which coins come and go does not matter', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...Array(40).keys()]),
      fc.shuffledSubarray([...Array(40).keys()]),
      (come, gone) => {
        const forwards = new UtxoDigest();
        for (const number of come) forwards.add(...coin(number));
        for (const number of gone) forwards.remove(...coin(number));
        const backwards = new UtxoDigest();
        for (const number of gone.toReversed()) backwards.remove(...coin(number));
        for (const number of come.toReversed()) backwards.add(...coin(number));
        expect(backwards.bytes()).toEqual(forwards.bytes());
      },
    ),
  );
});

test('what came and went leaves nothing, and a digest goes on from its bytes', () => {
  const digest = new UtxoDigest(new UtxoDigest().add(...coin(1)).bytes()).add(...coin(2));
  expect(
    digest
      .remove(...coin(1))
      .remove(...coin(2))
      .bytes(),
  ).toEqual(Buffer.alloc(32));
});

test('a coin that differs in anything changes the digest', () => {
  const [outpoint, output] = coin(5);
  const whole = new UtxoDigest().add(outpoint, output).bytes();
  const others = [
    new UtxoDigest().add({ ...outpoint, vout: 6 }, output),
    new UtxoDigest().add({ ...outpoint, txid: Buffer.alloc(32, 6) }, output),
    new UtxoDigest().add(outpoint, { ...output, value: output.value + 1n }),
    new UtxoDigest().add(outpoint, { ...output, pubKeyHash: Buffer.alloc(32, 6) }),
    new UtxoDigest().add(outpoint, output).add(outpoint, output),
  ];
  for (const other of others) expect(other.bytes()).not.toEqual(whole);
});

// Stored chains carry digests: what this version says must be what all have said.
test('the digest of a thousand coins that came and some that went is the known one', () => {
  const digest = new UtxoDigest();
  for (let number = 0; number < 1000; number++) digest.add(...coin(number));
  for (let number = 0; number < 1000; number += 3) digest.remove(...coin(number));
  digest.remove(...coin(5000));
  expect(digest.bytes().toString('hex')).toBe('f4374255e75f9d3e7783e1bd8037c51e23ee18de21b6c5d663c373a81de0411b');
});
