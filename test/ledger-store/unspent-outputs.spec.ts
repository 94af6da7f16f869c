import type { Block, BlockEffects, BlockStore, ChainTip, CoinPage } from '@app/chain';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { SqlUnspentOutputs } from '@app/infrastructure/sql/ledger/sql-unspent-outputs.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { ledgerEntities, ledgerMigrations } from '@app/infrastructure/typeorm/ledger/schema.js';
import { openDatabase } from '@app/infrastructure/typeorm/open-database.js';
import { keyPair, type Ledger, openLedger, UnreliableChainStore } from '../support/ledger.js';
import { STORAGE_KINDS, type StorageSource, startStorage } from '../support/storage.js';

const people = [1, 2, 3].map(keyPair);

/** The chain in memory, which every block reaches that the store under test is given. */
class MirroredChainStore extends UnreliableChainStore {
  constructor(private readonly mirror: BlockStore) {
    super();
  }

  override async append(block: Block, effects: BlockEffects): Promise<void> {
    await super.append(block, effects);
    await this.mirror.append(block, effects);
  }
}

async function listed(pages: AsyncIterable<CoinPage>): Promise<object[]> {
  const coins: object[] = [];
  for await (const page of pages) {
    for (const { txid, ...coin } of page) coins.push({ ...coin, txid: Buffer.from(txid).toString('hex') });
  }
  return coins;
}

describe.each(STORAGE_KINDS)('the coins of a chain on %s', (kind) => {
  let storage: StorageSource;
  let database: Database;
  let store: SqlBlockStore;
  let ledger: Ledger;
  let earlier: ChainTip;

  beforeAll(async () => {
    storage = await startStorage(kind);
    database = await openDatabase({
      storage: await storage.fresh(),
      schema: 'ledger',
      entities: ledgerEntities,
      migrations: ledgerMigrations,
      applicationName: 'unspent outputs',
      log: { warn: () => {} },
    });
    store = new SqlBlockStore(database);
    ledger = await openLedger({ store: new MirroredChainStore(store) });
    ledger.producer.start(ledger.tip, () => {});
    await Promise.all(people.map(({ address }) => ledger.faucet.execute({ address, amount: 1n, ip: '' })));
    for (let round = 0; round < 4; round++) {
      if (round === 2) earlier = (await store.tip())!;
      await Promise.all(people.map((_, at) => pay(at, (at + 1) % people.length, BigInt(100 + round * 10 + at))));
    }
    await ledger.producer.stop();
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await storage?.stop();
  });

  function pay(from: number, to: number, amount: bigint) {
    const [payer, receiver] = [people[from]!, people[to]!];
    const privateKey = payer.privateKey.toString('hex');
    return ledger.transfers.execute({ from: payer.address, to: receiver.address, amount, privateKey, ip: '' });
  }

  // Blocks are whole on a page, so pages of one output are pages of one block.
  it.each([1, 5, 50_000])('are those that a replay leaves, in pages of %i outputs', async (pageOutputs) => {
    const tip = (await store.tip())!;
    const coins = await listed(new SqlUnspentOutputs(database, pageOutputs).asOf(tip));
    expect(coins).toHaveLength(tip.unspentCount);
    expect(coins).toEqual(await listed(ledger.unspent.asOf(tip)));
  });

  it.each([1, 50_000])(
    'are listed as of an earlier block although later ones spent some, in pages of %i',
    async (size) => {
      const coins = await listed(new SqlUnspentOutputs(database, size).asOf(earlier));
      expect(coins).toHaveLength(earlier.unspentCount);
      expect(coins).toEqual(await listed(ledger.unspent.asOf(earlier)));
      expect(coins).not.toEqual(await listed(ledger.unspent.asOf((await store.tip())!)));
    },
  );

  it('that its blocks spent are found by their outpoints, and no others', async () => {
    const blocks = await Promise.all(ledger.store.blocks.map((_, height) => store.blockAt(height)));
    expect(blocks).toEqual(ledger.store.blocks);
    const inputs = blocks.flatMap((block) => block!.transactions.flatMap((transaction) => transaction.inputs));
    const spends = inputs.filter(({ vout }) => vout >= 0);
    const unknown = { txid: Buffer.alloc(32, 1), vout: 0 };
    expect(await store.spentAmong([...spends, unknown])).toEqual(await ledger.store.spentAmong(spends));
    const [unspent] = await listed(ledger.unspent.asOf((await store.tip())!));
    const { txid, vout } = unspent as { txid: string; vout: number };
    expect((await store.spentAmong([{ txid: Buffer.from(txid, 'hex'), vout }])).size).toBe(0);
  });
});
