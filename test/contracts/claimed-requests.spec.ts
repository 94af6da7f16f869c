import { randomBytes } from 'node:crypto';
import { type Block, type BlockEffects, type BlockStore, type ChainTip, type CompanionRow, toHex } from '@app/chain';
import { MemoryChainStore } from '@app/infrastructure/memory/memory-chain-store.js';
import { MemoryClaimedRequests } from '@app/infrastructure/memory/memory-claimed-requests.js';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { SqlClaimedRequests } from '@app/infrastructure/sql/ledger/sql-claimed-requests.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { ledgerEntities, ledgerMigrations } from '@app/infrastructure/typeorm/ledger/schema.js';
import { openDatabase } from '@app/infrastructure/typeorm/open-database.js';
import { CLAIM_COMPANION, type ClaimedRequests, claimValues, type RequestClaim } from '@app/utxo';
import { rewardBlock } from '../support/reward-block.js';
import { STORAGE_KINDS, startStorage } from '../support/storage.js';

const HOUR_MS = 3_600_000;
const NOON_MS = Date.UTC(2026, 10, 21, 12);

interface Stores {
  chain: BlockStore;
  claimed: ClaimedRequests;
  /** Undefined in memory. */
  database: Database | undefined;
  stop(): Promise<void>;
}

async function openStores(kind: 'memory' | (typeof STORAGE_KINDS)[number]): Promise<Stores> {
  if (kind === 'memory') {
    const chain = new MemoryChainStore();
    return { chain, claimed: new MemoryClaimedRequests(chain), database: undefined, stop: async () => {} };
  }
  const source = await startStorage(kind);
  const database = await openDatabase({
    storage: await source.fresh(),
    schema: 'ledger',
    entities: ledgerEntities,
    migrations: ledgerMigrations,
    applicationName: 'contract test',
    log: { warn: () => {} },
  });
  return {
    chain: new SqlBlockStore(database),
    claimed: new SqlClaimedRequests(database),
    database,
    stop: async () => {
      await database.close();
      await source.stop();
    },
  };
}

function claim(createdAtMs = NOON_MS, keyHash: Buffer = randomBytes(32)): RequestClaim {
  return { keyHash, requestHash: randomBytes(32), createdAtMs, expiresAtMs: createdAtMs + 48 * HOUR_MS };
}

describe.each(['memory', ...STORAGE_KINDS] as const)('the keys of requests, on %s', (kind) => {
  let stores: Stores;
  let tip: ChainTip | undefined;

  beforeAll(async () => {
    stores = await openStores(kind);
    await append();
  });
  afterAll(() => stores?.stop());

  /** Appends a block of one reward with these claims; on refusal the tip stays. */
  async function append(...claims: RequestClaim[]): Promise<Block> {
    const { block, effects } = blockWith(...claims);
    await stores.chain.append(block, effects);
    tip = effects.tip;
    return block;
  }

  function blockWith(...claims: RequestClaim[]): { block: Block; effects: BlockEffects } {
    const companions: CompanionRow[] = claims.map((made) => ({ kind: CLAIM_COMPANION, values: claimValues(made) }));
    return rewardBlock(tip, toHex(randomBytes(8)), companions);
  }

  const storedKeys = async () =>
    Number((await stores.database!.query<{ count: string }>('SELECT count(*) FROM idempotency_keys'))[0]!.count);

  it('are found with what was asked for and the transaction that came of it', async () => {
    const made = claim();
    const block = await append(made);
    expect(await stores.claimed.find(made.keyHash, NOON_MS)).toEqual({
      requestHash: made.requestHash,
      mined: { txid: block.transactions[0]!.id, blockHash: block.hash, height: block.header.height },
    });
    expect(await stores.claimed.find(randomBytes(32), NOON_MS)).toBeUndefined();
  });

  it('commit with the block: a second effect under one key refuses it whole', async () => {
    const [made, other] = [claim(), claim()];
    await append(made);
    const before = await stores.chain.tip();
    await expect(append(claim(NOON_MS + 1, made.keyHash))).rejects.toThrow();
    await expect(append(other, claim(NOON_MS, other.keyHash))).rejects.toThrow();
    expect((await stores.chain.tip())!.hash).toEqual(before!.hash);
    expect(await stores.claimed.find(other.keyHash, NOON_MS)).toBeUndefined();
    expect((await stores.claimed.find(made.keyHash, NOON_MS))!.requestHash).toEqual(made.requestHash);
  });

  it('are not in the way of the same block when it is appended again', async () => {
    const { block, effects } = blockWith(claim());
    await stores.chain.append(block, effects);
    await expect(stores.chain.append(block, effects)).resolves.toBeUndefined();
    tip = effects.tip;
  });

  it('expire to the millisecond, and give way to a new request afterwards', async () => {
    const made = claim();
    await append(made);
    expect(await stores.claimed.find(made.keyHash, made.expiresAtMs - 1)).toBeDefined();
    expect(await stores.claimed.find(made.keyHash, made.expiresAtMs)).toBeUndefined();
    await expect(append(claim(made.expiresAtMs - 1, made.keyHash))).rejects.toThrow();
    const again = claim(made.expiresAtMs, made.keyHash);
    const block = await append(again);
    expect(await stores.claimed.find(made.keyHash, made.expiresAtMs)).toMatchObject({
      requestHash: again.requestHash,
      mined: { height: block.header.height },
    });
  });

  it('are swept once they have expired, by those that come later', async () => {
    if (!stores.database) return;
    for (let count = 0; count < 15; count++) await append(claim());
    const later = NOON_MS + 500 * HOUR_MS;
    for (let count = 0; count < 5; count++) await append(claim(later));
    expect(await storedKeys()).toBe(5);
  });
});
