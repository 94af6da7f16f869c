import { SystemClock } from '@app/kernel';
import { CoreTimeout } from '@app/node-wallet';
import { type DevnetBackend, openDevnet } from './devnet-backend.js';
import { DevnetMiner } from './devnet-miner.js';
import type { DevnetRecords } from './devnet-store.js';
import { MemoryDevnetStore } from './memory-devnet-store.js';

const FLOP = 100_000_000n;

class FullDisk extends MemoryDevnetStore {
  full = false;

  override append(records: DevnetRecords): Promise<void> {
    return this.full ? Promise.reject(new Error('no space left')) : super.append(records);
  }
}

describe('the devnet behind the coin ports', () => {
  let store: FullDisk;
  let backend: DevnetBackend;

  beforeEach(async () => {
    store = new FullDisk();
    backend = await openDevnet({ store, clock: new SystemClock(), blockIntervalMs: null });
    await backend.devnet.faucet(await backend.wallet.newAddress('n'), 50n * FLOP);
    await backend.devnet.mine(1);
  });

  afterEach(() => backend.close());

  const order = async () => ({
    address: await backend.devnet.newAddress('outside'),
    amountUnits: FLOP,
    maxFeeUnits: FLOP,
    heldInputs: [],
  });

  it('can lose the answer to a broadcast that was accepted', async () => {
    const { hex, txid } = await backend.payments.build(await order());
    backend.faults.plan({ fault: 'answer_lost', call: 'broadcast' });
    await expect(backend.payments.broadcast(hex)).rejects.toBeInstanceOf(CoreTimeout);
    expect(backend.faults.happened('answer_lost')).toBe(1);
    expect(await backend.payments.isInMempool(txid)).toBe(true);
  });

  it('can be down, warming up or full for as many calls as planned, and then is well again', async () => {
    for (const fault of ['down', 'warming_up', 'queue_full'] as const) {
      backend.faults.plan({ fault, times: 2 });
      for (let call = 0; call < 2; call++)
        await expect(backend.wallet.totals()).rejects.toMatchObject({ code: 'core_unavailable', reason: fault });
      expect(await backend.wallet.totals()).toMatchObject({ trustedUnits: 50n * FLOP });
      expect(backend.faults.happened(fault)).toBe(2);
    }
  });

  it('can refuse a good transaction without taking it, which decides nothing', async () => {
    const { hex, txid } = await backend.payments.build(await order());
    backend.faults.plan({ fault: 'refused', call: 'broadcast' });
    expect(await backend.payments.broadcast(hex)).toMatchObject({ kind: 'undecided' });
    expect(await backend.payments.isInMempool(txid)).toBe(false);
    expect(await backend.payments.broadcast(hex)).toEqual({ kind: 'accepted' });
  });

  it('calls an act whose storing failed undecided', async () => {
    const { hex } = await backend.payments.build(await order());
    store.full = true;
    await expect(backend.payments.broadcast(hex)).rejects.toBeInstanceOf(CoreTimeout);
    await expect(backend.wallet.newAddress('x')).rejects.toBeInstanceOf(CoreTimeout);
    store.full = false;
    expect(await backend.payments.broadcast(hex)).toEqual({ kind: 'accepted' });
  });

  it('mines by itself while something waits for confirmations, then rests', async () => {
    const failures: unknown[] = [];
    const miner = new DevnetMiner(backend.devnet, 1_000_000, 6, (error) => failures.push(error));
    const txid = await backend.devnet.faucet(await backend.wallet.newAddress('n'), FLOP);
    for (let tick = 0; tick < 30; tick++) await miner.tick();
    const { confirmations } = (await backend.wallet.transaction(txid))!;
    expect(confirmations).toBe(6);
    const { height } = await backend.node.status();
    await miner.tick();
    expect((await backend.node.status()).height).toBe(height);
    expect(failures).toEqual([]);
  });

  it('survives a block that could not be stored', async () => {
    const failures: unknown[] = [];
    const miner = new DevnetMiner(backend.devnet, 1_000_000, 6, (error) => failures.push(error));
    const { height } = await backend.node.status();
    store.full = true;
    await miner.tick();
    store.full = false;
    await miner.tick();
    expect(failures).toHaveLength(1);
    expect((await backend.node.status()).height).toBe(height + 1);
  });
});
