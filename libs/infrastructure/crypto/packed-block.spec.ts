import { type Block, coinbaseTransaction, outpointKey, type Transaction, transactionId } from '@app/chain';
import { packBlock, unpackBlock } from './packed-block.js';

const bytes = (byte: number, length: number) => Buffer.alloc(length, byte);

function transfer(vouts: number[], values: bigint[]): Transaction {
  const inputs = vouts.map((vout) => ({
    txid: bytes(vout + 1, 32),
    vout,
    signature: bytes(vout, 64),
    publicKey: bytes(2, 33),
  }));
  const outputs = values.map((value) => ({ value, pubKeyHash: bytes(Number(value % 256n), 32) }));
  return { id: transactionId(inputs, outputs), inputs, outputs };
}

function blockOf(transactions: Transaction[]): Block {
  const header = { height: 7, prevHash: bytes(1, 32), merkleRoot: bytes(2, 32), timestamp: 3, bits: 4, nonce: 5 };
  return { header, hash: bytes(9, 32), transactions };
}

test('a block comes out as it went in, with the outputs that it spends and that are known', async () => {
  const large = transfer(
    Array.from({ length: 1_500 }, (_, vout) => vout),
    Array.from({ length: 1_500 }, (_, at) => BigInt(at + 1)),
  );
  const block = blockOf([
    coinbaseTransaction(bytes(7, 32), 'reward'),
    transfer([0, 1], [2n ** 63n]),
    large,
    transfer([5], [1n]),
  ]);
  const spends = new Map(
    large.inputs
      .filter(({ vout }) => vout % 2 === 0)
      .map((input) => [outpointKey(input), { value: BigInt(input.vout) + 2n ** 62n, pubKeyHash: bytes(3, 32) }]),
  );
  const unpacked = unpackBlock(structuredClone(await packBlock({ block, spends })));
  expect(unpacked.spends).toEqual(spends);
  expect(unpacked.block.header).toEqual({
    ...block.header,
    prevHash: expect.anything(),
    merkleRoot: expect.anything(),
  });
  expect(unpacked.block.transactions).toEqual(block.transactions);
});

test('others get turns while a large block is packed', async () => {
  const many = Array.from({ length: 8 }, () => transfer([1], Array<bigint>(2_000).fill(1n)));
  let turns = 0;
  const immediate = () => {
    turns++;
    again = setImmediate(immediate);
  };
  let again = setImmediate(immediate);
  await packBlock({ block: blockOf(many), spends: new Map() });
  clearImmediate(again);
  expect(turns).toBeGreaterThanOrEqual(7);
});
