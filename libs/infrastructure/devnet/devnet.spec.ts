import { createHash } from 'node:crypto';
import { parseTransaction, serializeTransaction } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { Clock } from '@app/kernel';
import { DUST_UNITS, formatAddress, parseFlopAddress } from '@app/node-wallet';
import { Devnet } from './devnet.js';
import { COINBASE_MATURITY, FIRST_BLOCKS } from './devnet-parameters.js';
import type { DevnetRecords } from './devnet-store.js';
import { signedTransaction } from './make-spend.js';
import { MemoryDevnetStore } from './memory-devnet-store.js';
import { viewTransaction } from './view-transaction.js';

const FLOP = 100_000_000n;

class StoppedClock extends Clock {
  override nowMs(): number {
    return 1_790_000_000_000;
  }
}

/** The same bytes in every run. */
function seededBytes(seed: string): (length: number) => Uint8Array {
  let count = 0;
  return (length) => new Uint8Array(createHash('sha256').update(`${seed}:${count++}`).digest().subarray(0, length));
}

/** Keeps what was appended and then dies before anybody is told, as kill -9 does at the worst moment. */
class DyingStore extends MemoryDevnetStore {
  dieAfterNextAppend = false;
  refuseNextAppend = false;

  override async append(records: DevnetRecords): Promise<void> {
    if (this.refuseNextAppend) throw new Error('the disk is full');
    await super.append(records);
    if (this.dieAfterNextAppend) throw new Error('killed');
  }
}

const open = (store = new DyingStore(), seed = 'a') =>
  Devnet.open({ store, clock: new StoppedClock(), randomBytes: seededBytes(seed) });
const state = ({ ledger, identity, wallets }: Devnet) => ({
  identity,
  tip: ledger.tip,
  mempool: ledger.mempool,
  coins: wallets.coins('registry').map((coin) => ({ ...coin, owner: coin.owner.address, state: wallets.state(coin) })),
  transactions: wallets.registryTransactions,
});
const received = async (devnet: Devnet, amountUnits: bigint) => {
  const txid = await devnet.faucet(await devnet.newAddress('registry'), amountUnits);
  await devnet.mine(1);
  return txid;
};
const strangerAddress = formatAddress({ network: 'regtest', kind: 'script', hash: new Uint8Array(20).fill(9) });
const prepared = async (devnet: Devnet, amountUnits: bigint) =>
  devnet.prepare({ address: strangerAddress, amountUnits, taken: [] });
const hexOf = (spend: { transaction: Parameters<typeof serializeTransaction>[0] }) =>
  serializeTransaction(spend.transaction).toString('hex');

describe('the devnet', () => {
  it('is the same chain to the last byte under the same clock and randomness, and another one otherwise', async () => {
    const [one, same, other] = [await open(), await open(), await open(new DyingStore(), 'b')];
    expect(state(one)).toEqual(state(same));
    expect(one.ledger.tip.height).toBe(FIRST_BLOCKS);
    expect(other.ledger.blockAt(0)).toEqual(one.ledger.blockAt(0));
    expect(other.ledger.tip.hash).not.toBe(one.ledger.tip.hash);
    expect(other.identity.walletId).not.toBe(one.identity.walletId);
  });

  it('comes back from its store exactly as it was, reorganisations, conflicts and mempool included', async () => {
    const store = new DyingStore();
    const devnet = await open(store);
    const doomed = await received(devnet, 42n * FLOP);
    await received(devnet, 7n * FLOP);
    await devnet.reorganise({ depth: 2, doubleSpend: [doomed] });
    await devnet.mine(1);
    await received(devnet, 8n * FLOP);
    await devnet.accept(hexOf(await prepared(devnet, 2n * FLOP)));
    const before = state(devnet);
    expect(before.mempool.length).toBeGreaterThan(0);
    const again = await open(store, 'after the restart');
    expect(state(again)).toEqual(before);
    expect(viewTransaction(again, doomed)).toEqual(viewTransaction(devnet, doomed));
  });

  it('has not forgotten an address, a payment or a block whose answer was killed after it was stored', async () => {
    const acts: ((devnet: Devnet, spendHex: string) => Promise<unknown>)[] = [
      (devnet) => devnet.newAddress('registry', 'node-7'),
      (devnet, spendHex) => devnet.accept(spendHex),
      (devnet) => devnet.mine(1),
      async (devnet) => devnet.faucet(strangerAddress, FLOP),
    ];
    let killed = 0;
    for (const act of acts) {
      const store = new DyingStore();
      const devnet = await open(store);
      await received(devnet, 9n * FLOP);
      const hex = hexOf(await prepared(devnet, FLOP));
      const before = await store.load();
      store.dieAfterNextAppend = true;
      await expect(act(devnet, hex)).rejects.toMatchObject({ cause: new Error('killed') });
      killed++;
      store.dieAfterNextAppend = false;
      const after = await store.load();
      expect(after).not.toEqual(before);
      const again = await open(store, 'after the kill');
      for (const key of after.keys) expect(again.wallets.ownerOf(addressScript(key.address))).not.toBeNull();
      for (const { txid } of after.transactions) expect(again.ledger.transaction(txid)).not.toBeNull();
      expect(again.ledger.tip.hash).toBe(after.tipHash);
    }
    expect(killed).toBe(acts.length);
  });

  it('shows nothing of an act that could not be stored', async () => {
    const store = new DyingStore();
    const devnet = await open(store);
    await received(devnet, 9n * FLOP);
    const hex = hexOf(await prepared(devnet, FLOP));
    const before = state(devnet);
    store.refuseNextAppend = true;
    for (const act of [() => devnet.newAddress('registry'), () => devnet.accept(hex), () => devnet.mine(1)])
      await expect(act()).rejects.toMatchObject({ code: 'core_timeout', cause: new Error('the disk is full') });
    expect(state(devnet)).toEqual(before);
  });

  it('refuses a stored block that does not hash to its name', async () => {
    const store = new DyingStore();
    await open(store);
    const records = await store.load();
    records.blocks[3]!.timeSeconds += 1;
    const tampered = new DyingStore();
    await tampered.append(records);
    await expect(open(tampered)).rejects.toThrow('devnet block 3 does not hash to its name');
  });

  it('lets no one spend a mined coin before it is mature', async () => {
    const devnet = await open();
    const miner = devnet.wallets.coins('outside').filter((coin) => devnet.wallets.state(coin) !== 'gone');
    expect(miner.filter((coin) => devnet.wallets.state(coin) === 'immature')).toHaveLength(COINBASE_MATURITY);
    const young = miner.at(-1)!;
    const early = signedTransaction(
      [young],
      [{ amountUnits: young.amountUnits - FLOP, script: young.owner.key.script }],
    );
    const hex = serializeTransaction(early).toString('hex');
    expect(await devnet.accept(hex)).toMatchObject({ kind: 'undecided', reason: 'rejected' });
    await devnet.mine(COINBASE_MATURITY - 1);
    expect(await devnet.accept(hex)).toEqual({ kind: 'accepted' });
  });

  it('mints the reward and the fees of each block and nothing else', async () => {
    const devnet = await open();
    await received(devnet, 30n * FLOP);
    await devnet.accept(hexOf(await prepared(devnet, 5n * FLOP)));
    await devnet.mine(1);
    let held = 5n * FLOP;
    for (const owner of ['registry', 'outside'] as const)
      for (const coin of devnet.wallets.coins(owner))
        if (devnet.wallets.state(coin) !== 'gone') held += coin.amountUnits;
    expect(held).toBe(BigInt(devnet.ledger.tip.height) * 500_000n * FLOP);
  });

  it('puts transactions of left blocks back in the mempool, parents before children', async () => {
    const devnet = await open();
    await received(devnet, 30n * FLOP);
    const parent = await prepared(devnet, FLOP);
    await devnet.accept(hexOf(parent));
    await devnet.mine(1);
    const child = await prepared(devnet, FLOP);
    await devnet.accept(hexOf(child));
    await devnet.reorganise({ depth: 1 });
    expect(devnet.ledger.mempool).toHaveLength(2);
    await devnet.mine(1);
    expect(devnet.ledger.mempool).toHaveLength(0);
    expect(devnet.ledger.tip.transactionIds).toHaveLength(3);
  });

  it('kills the payments that were built on a double-spent deposit along with it', async () => {
    const devnet = await open();
    const deposit = await received(devnet, 30n * FLOP);
    const spend = await prepared(devnet, FLOP);
    await devnet.accept(hexOf(spend));
    await devnet.mine(1);
    await devnet.reorganise({ depth: 2, doubleSpend: [deposit] });
    const payment = devnet.wallets.registryTransactions.at(-1)!;
    expect(devnet.ledger.confirmations(deposit)).toBe(-3);
    expect(devnet.ledger.confirmations(payment)).toBe(-3);
    expect(await devnet.accept(hexOf(spend))).toMatchObject({ kind: 'undecided', reason: 'inputs_missing' });
  });

  it('proves a payment of its own dead by the other spend in its wallet', async () => {
    const devnet = await open();
    await received(devnet, 30n * FLOP);
    const spend = await prepared(devnet, FLOP);
    await devnet.accept(hexOf(spend));
    const [txid] = devnet.ledger.mempool as [string];
    await devnet.mine(1);
    await devnet.reorganise({ depth: 1, doubleSpend: [txid] });
    const view = viewTransaction(devnet, txid)!;
    expect(view).toMatchObject({ confirmations: -2, details: [expect.objectContaining({ category: 'send' })] });
    expect(view.walletConflicts).toEqual([devnet.ledger.spenderOf(view.inputs[0]!)]);
  });

  it('leaves a payment in the mempool whose replacement it does not take', async () => {
    const devnet = await open();
    await received(devnet, 30n * FLOP);
    const spend = await prepared(devnet, FLOP);
    await devnet.accept(hexOf(spend));
    const before = state(devnet);
    const paying = (amountUnits: bigint) =>
      serializeTransaction(
        signedTransaction(spend.coins, [{ amountUnits, script: spend.coins[0]!.owner.key.script }]),
      ).toString('hex');
    expect(await devnet.replace(paying(1n))).toMatchObject({ kind: 'undecided', reason: 'rejected' });
    expect(state(devnet)).toEqual(before);
    expect(await devnet.replace(paying(29n * FLOP))).toEqual({ kind: 'accepted' });
    expect(devnet.ledger.mempool).toHaveLength(1);
    expect(devnet.ledger.mempool).not.toEqual(before.mempool);
  });

  it('signs no raw transaction that pays less than nothing', async () => {
    const devnet = await open();
    await received(devnet, 30n * FLOP);
    const { coins } = await prepared(devnet, FLOP);
    const paying = (amountUnits: bigint) => () =>
      devnet.raw(coins, [{ amountUnits, script: coins[0]!.owner.key.script }]);
    expect(paying(-1n)).toThrow('an output of less than nothing');
    expect(paying(0n)).not.toThrow();
  });

  it('takes no transaction that forges, repeats, inflates, underpays or overpays', async () => {
    const devnet = await open();
    await received(devnet, 300n * FLOP);
    const { coins, transaction } = await prepared(devnet, FLOP);
    const [coin] = coins as [(typeof coins)[number]];
    const outcome = (changed: typeof transaction) => devnet.accept(serializeTransaction(changed).toString('hex'));
    const paying = (amountUnits: bigint) =>
      outcome(signedTransaction([coin], [{ amountUnits, script: coin.owner.key.script }]));
    const forged = { ...transaction, outputs: [{ ...transaction.outputs[0]!, amountUnits: 2n * FLOP }] };
    const rejected = { kind: 'undecided', reason: 'rejected', coreCode: -26 };
    expect(await outcome(forged)).toEqual(rejected);
    expect(await outcome(signedTransaction([coin, coin], transaction.outputs))).toEqual(rejected);
    expect(await outcome({ ...transaction, outputs: [] })).toEqual(rejected);
    expect(await paying(coin.amountUnits + 1n)).toEqual(rejected);
    expect(await paying(coin.amountUnits)).toEqual(rejected);
    expect(await paying(coin.amountUnits - 101n * FLOP)).toEqual(rejected);
    expect(await paying(DUST_UNITS / 100n)).toEqual(rejected);
    expect(await devnet.accept('00')).toEqual({ kind: 'undecided', reason: 'undecodable', coreCode: -22 });
    expect(await outcome(transaction)).toEqual({ kind: 'accepted' });
    expect(await paying(coin.amountUnits - FLOP)).toEqual(rejected);
    expect(parseTransaction(serializeTransaction(transaction).toString('hex'))).toEqual(transaction);
  });
});

function addressScript(address: string): Uint8Array {
  return Buffer.concat([Buffer.from('76a914', 'hex'), parseFlopAddress(address)!.hash, Buffer.from('88ac', 'hex')]);
}
