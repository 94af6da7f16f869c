import {
  type BlockTemplate,
  type ChainTip,
  COINBASE_REWARD,
  MAX_SUPPLY,
  sha256,
  UtxoDigest,
  verifyBlock,
} from '@app/chain';
import { InlineBlockSealer } from '@app/infrastructure/crypto/inline-block-sealer.js';
import { transferOutputs } from '@app/wallet';
import { keyPair, openLedger, scheme } from '../../../test/support/ledger.js';
import { InsufficientFunds, SupplyExhausted } from '../utxo.errors.js';
import { BlockAssembly } from './assemble-block.js';
import type { BlockIntent } from './block-intent.js';

const [alice, bob, carol] = [keyPair(1), keyPair(2), keyPair(3)];

function reward(to: ReturnType<typeof keyPair>, text: string): BlockIntent {
  return {
    plan: () => ({
      inputs: [],
      outputs: [{ value: COINBASE_REWARD, pubKeyHash: sha256(to.publicKey) }],
      owners: [],
      coinbaseText: text,
      record: { type: 'reward', sender: undefined, receiver: to.address, amount: 1n },
    }),
  };
}

function transfer(from: ReturnType<typeof keyPair>, to: ReturnType<typeof keyPair>, amount: bigint): BlockIntent {
  return {
    plan: (coins) => {
      const inputs = coins.select(from.address, amount);
      return {
        inputs,
        outputs: transferOutputs(inputs, { from: from.address, to: to.address, amount }),
        owners: inputs.map(() => from.address),
        signer: { privateKey: from.privateKey, publicKey: from.publicKey },
        record: { type: 'send', sender: from.address, receiver: to.address, amount },
      };
    },
  };
}

function templateOf(assembly: BlockAssembly, tip: ChainTip): BlockTemplate {
  const header = { height: tip.header.height + 1, prevHash: tip.hash, timestamp: tip.header.timestamp, bits: 4 };
  return { header, parent: tip, transactions: assembly.templatesFrom(0) };
}

test('an intent that is refused leaves the others, the books and the index as they were', async () => {
  const { index, tip } = await openLedger();
  const assembly = new BlockAssembly(index, tip);
  assembly.add(reward(alice, 'one'));
  assembly.add(transfer(alice, bob, 100n));
  expect(() => assembly.add(transfer(carol, bob, 1n))).toThrow(InsufficientFunds);
  expect(() =>
    assembly.add({
      plan: () => {
        throw new InsufficientFunds();
      },
    }),
  ).toThrow(InsufficientFunds);
  assembly.add(transfer(bob, carol, 60n));
  expect(assembly.size).toBe(3);
  expect([alice, bob, carol].map(({ address }) => assembly.balance(address))).toEqual([14_900n, 40n, 60n]);
  expect(index.balance(alice.address)).toBe(0n);
});

test('the effects are those of the block: keys, payers, supply, count and digest', async () => {
  const { index, tip } = await openLedger();
  const assembly = new BlockAssembly(index, tip);
  for (const intent of [reward(alice, 'one'), transfer(alice, bob, 100n), transfer(bob, carol, 100n)])
    assembly.add(intent);
  const block = await new InlineBlockSealer(scheme).seal(templateOf(assembly, tip));
  const effects = assembly.effectsOf(block);
  expect(() => verifyBlock(block, tip, () => undefined, scheme)).not.toThrow();
  expect(effects.transactions.map(({ spentKeys, payers }) => ({ spentKeys, payers }))).toEqual([
    { spentKeys: [], payers: [] },
    { spentKeys: [1], payers: [alice.address] },
    { spentKeys: [2], payers: [bob.address] },
  ]);
  const unspent = new UtxoDigest(tip.utxoDigest)
    .add({ txid: block.transactions[1]!.id, vout: 1 }, block.transactions[1]!.outputs[1]!)
    .add({ txid: block.transactions[2]!.id, vout: 0 }, block.transactions[2]!.outputs[0]!);
  expect(effects.tip).toMatchObject({
    supply: 30_000n,
    unspentCount: 3,
    nextTransactionKey: 4,
    nextOutputKey: 5,
    hash: block.hash,
    utxoDigest: unspent.bytes(),
  });
});

test('the reward that would pass the supply cap is refused, the last one that fits is not', async () => {
  const { index, tip } = await openLedger();
  const assembly = new BlockAssembly(index, { ...tip, supply: MAX_SUPPLY - COINBASE_REWARD });
  assembly.add(reward(alice, 'the last'));
  expect(() => assembly.add(reward(alice, 'one too many'))).toThrow(SupplyExhausted);
  expect([assembly.supply, assembly.size]).toEqual([MAX_SUPPLY, 1]);
});

test('an intent whose sums differ is a bug and is not added', async () => {
  const { index, tip } = await openLedger();
  const assembly = new BlockAssembly(index, tip);
  assembly.add(reward(alice, 'one'));
  const fromAlice = transfer(alice, bob, 100n);
  const leaking: BlockIntent = {
    plan: (coins) => ({ ...fromAlice.plan(coins), outputs: [{ value: 1n, pubKeyHash: sha256(bob.publicKey) }] }),
  };
  expect(() => assembly.add(leaking)).toThrow('inputs and outputs differ');
  expect(assembly.size).toBe(1);
});

test('sealing leaves the key to the intent, which may be planned again', async () => {
  const { index, tip } = await openLedger();
  const assembly = new BlockAssembly(index, tip);
  assembly.add(reward(alice, 'one'));
  assembly.add(transfer(alice, bob, 1n));
  const key = Buffer.from(alice.privateKey);
  await new InlineBlockSealer(scheme).seal(templateOf(assembly, tip));
  expect(alice.privateKey.equals(key)).toBe(true);
});
