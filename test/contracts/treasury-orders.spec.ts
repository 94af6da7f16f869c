import { randomBytes, randomUUID } from 'node:crypto';
import { type BlockStore, BURN_ADDRESS, type OrderKind, orderHash, type SupplyOrders, toHex } from '@app/chain';
import { MemoryChainStore } from '@app/infrastructure/memory/memory-chain-store.js';
import { MemoryTreasuryOrders } from '@app/infrastructure/memory/memory-treasury-orders.js';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { SqlSupplyOrders } from '@app/infrastructure/sql/ledger/sql-supply-orders.js';
import { SqlTreasuryOrders } from '@app/infrastructure/sql/ledger/sql-treasury-orders.js';
import type { SupabaseDatabase } from '@app/infrastructure/supabase/supabase-database.js';
import { SupabaseWriterLease } from '@app/infrastructure/supabase/supabase-writer-lease.js';
import type { NewOrder, TreasuryOrders } from '@app/treasury';
import { parseAddress } from '@app/wallet';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { rewardBlock } from '../support/reward-block.js';
import { LEDGER_STORAGE_KINDS } from '../support/running-ledger.js';
import { type OpenedStatements, openStatements } from './ledger-statements.js';
import { claimMade, NOON_MS } from './zakat-stores.js';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;
const PER_DAY = 1_000n;
const UNKNOWN = randomUUID();
/** The wallet that blocks of rewardBlock pay. */
const OWNER = parseAddress('07'.repeat(32));
const by = (name: string, atMs = NOON_MS) => ({ by: `administrator:${name}`, atMs });
/** Each test has days of its own, so that none meets the limit of another. */
let days = 0;
const nextDayMs = () => NOON_MS + ++days * 10 * DAY_MS;

describe.each(['memory', ...LEDGER_STORAGE_KINDS] as const)('orders of the treasury on %s', (kind) => {
  let opened: OpenedStatements | undefined;
  let lease: SupabaseWriterLease | undefined;
  let store: BlockStore;
  let orders: TreasuryOrders;
  let supply: SupplyOrders;
  let tip = rewardBlock(undefined, 'first').effects.tip;

  beforeAll(async () => {
    if (kind === 'memory') {
      const memory = new MemoryChainStore();
      store = memory;
      const both = new MemoryTreasuryOrders(memory);
      [orders, supply] = [both, both];
    } else {
      opened = await openStatements(kind);
      store = new SqlBlockStore(opened.statements);
      orders = new SqlTreasuryOrders(opened.statements);
      supply = new SqlSupplyOrders(opened.statements);
    }
    if (kind === 'supabase') {
      lease = new SupabaseWriterLease(opened!.statements as SupabaseDatabase);
      await lease.acquire();
    }
    const first = rewardBlock(undefined, 'first');
    await store.append(first.block, first.effects);
  });
  afterAll(async () => {
    await lease?.release();
    await opened?.stop();
  });

  function orderOf(fields: Partial<NewOrder> = {}): NewOrder {
    const asked = { kind: 'issue' as OrderKind, id: randomUUID(), address: OWNER, amount: 1n, ...fields };
    const whole = { reference: asked.id, proposed: by('amina'), claim: undefined, ...asked };
    return { ...whole, hash: orderHash(whole).toString('hex') };
  }

  async function proposed(fields: Partial<NewOrder> = {}): Promise<NewOrder> {
    const order = orderOf(fields);
    expect(await orders.propose(order, PER_DAY)).toBe('proposed');
    return order;
  }

  const approve = (id: string, act = by('amina'), needed = 2) => orders.approve({ id, act, needed, perDay: PER_DAY });

  /** Appends a block whose transaction carries the orders out, as the books call it. */
  async function settle(ordered: readonly NewOrder[], amount = ordered[0]!.amount, receiver = BURN_ADDRESS) {
    const companions = ordered.map(({ id }) => ({
      kind: 'treasury_order',
      values: { order_id: id, settled_by: 'administrator:bilal', created_at: new Date(NOON_MS).toISOString() },
    }));
    const { block, effects } = rewardBlock(tip, randomUUID(), companions, amount);
    const record = { type: 'send' as const, sender: OWNER, receiver, amount };
    const transactions = effects.transactions.map((one) => (ordered[0]!.kind === 'issue' ? one : { ...one, record }));
    await store.append(block, { ...effects, transactions });
    tip = effects.tip;
    return block;
  }

  it('are proposed once for a key and with a reference of their own, found, and listed, the newest first', async () => {
    const atMs = nextDayMs();
    const claim = claimMade();
    const first = await proposed({ claim, amount: 7n, proposed: by('amina', atMs) });
    expect(await orders.propose(orderOf({ claim }), PER_DAY)).toBe('repeated');
    expect(await orders.ofKey(claim.keyHash)).toEqual({ id: first.id, requestHash: claim.requestHash });
    expect(await orders.ofKey(randomBytes(32))).toBeUndefined();
    const same = { reference: first.reference, proposed: by('bilal', atMs) };
    expect(await orders.propose(orderOf(same), PER_DAY)).toBe('reference_taken');
    const redemption = await proposed({ ...same, kind: 'redemption' });
    const { claim: _claim, ...asked } = first;
    const undecided = { number: expect.any(Number), state: 'proposed', approvals: [] };
    expect(await orders.find(first.id)).toEqual({ ...asked, ...undecided, rejection: undefined, mined: undefined });
    expect(await orders.find(UNKNOWN)).toBeUndefined();
    const second = await proposed({ proposed: by('amina', atMs) });
    const page = { kind: 'issue', state: undefined, beforeNumber: undefined, limit: 1 } as const;
    const { rows, hasMore } = await orders.page(page);
    expect([rows.map(({ id }) => id), hasMore]).toEqual([[second.id], true]);
    const rest = await orders.page({ ...page, state: 'proposed', beforeNumber: rows[0]!.number, limit: 5 });
    expect(rest.rows.map(({ id }) => id)).toEqual([first.id]);
    expect((await orders.page({ ...page, state: 'mined' })).rows).toEqual([]);
    const redemptions = await orders.page({ ...page, kind: 'redemption' });
    expect(redemptions.rows.map(({ id }) => id)).toEqual([redemption.id]);
  });

  it('are approved by as many different people as are needed, who may all come at once, and rejected for good', async () => {
    const atMs = nextDayMs();
    const proposal = { proposed: by('amina', atMs) };
    const { id, reference } = await proposed(proposal);
    const again = await Promise.all(Array.from({ length: 5 }, () => approve(id, by('amina', atMs), 3)));
    expect(again.toSorted()).toEqual(['counted', ...Array.from({ length: 4 }, () => 'repeated')]);
    const names = ['bilal', 'chandni', 'dawud', 'esha', 'farid'];
    const outcomes = await Promise.all(names.map((name) => approve(id, by(name, atMs + 1_000), 3)));
    expect(outcomes.toSorted()).toEqual(['approved', 'approved', 'approved', 'approved', 'counted']);
    const found = await orders.find(id);
    expect([found?.state, found?.approvals.length, found?.approvals[0]]).toEqual(['approved', 3, by('amina', atMs)]);
    expect(await approve(UNKNOWN)).toBe('missing');
    expect(await orders.reject(UNKNOWN, by('amina'), 'x')).toBe('missing');
    expect(await orders.reject(id, by('bilal', atMs), 'was reversed')).toBe('rejected');
    expect(await orders.reject(id, by('bilal', atMs), 'again')).toBe('closed');
    expect(await approve(id, by('ghazi', atMs), 3)).toBe('closed');
    const rejection = { ...by('bilal', atMs), reason: 'was reversed' };
    expect(await orders.find(id)).toMatchObject({ state: 'rejected', rejection });
    await proposed({ ...proposal, reference });
  });

  it('keep the limit of a day for each kind, however many come at once', async () => {
    const atMs = nextDayMs();
    const many = (amount: bigint, on: number) =>
      Array.from({ length: 12 }, () => orderOf({ amount, proposed: by('amina', on) }));
    const today = many(200n, atMs);
    const outcomes = await Promise.all(today.map((order) => orders.propose(order, PER_DAY)));
    expect(outcomes.filter((outcome) => outcome === 'proposed')).toHaveLength(5);
    expect(new Set(outcomes)).toEqual(new Set(['proposed', 'excessive']));
    const taken = today.filter((_, at) => outcomes[at] === 'proposed');
    await proposed({ kind: 'redemption', amount: PER_DAY, proposed: by('amina', atMs) });
    const tomorrow = many(200n, atMs + DAY_MS).slice(0, 5);
    for (const order of tomorrow) expect(await orders.propose(order, PER_DAY)).toBe('proposed');
    const approvals = [...taken, ...tomorrow].map(({ id }) => approve(id, by('bilal', atMs + DAY_MS), 1));
    expect((await Promise.all(approvals)).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'approved'),
      ...Array.from({ length: 5 }, () => 'excessive'),
    ]);
    const { rows } = await orders.page({ kind: 'issue', state: 'approved', beforeNumber: undefined, limit: 9 });
    const [rejected] = rows;
    await orders.reject(rejected!.id, by('bilal', atMs), 'makes room');
    const waiting = await orders.page({ kind: 'issue', state: 'proposed', beforeNumber: undefined, limit: 1 });
    expect(await approve(waiting.rows[0]!.id, by('bilal', atMs + DAY_MS), 1)).toBe('approved');
  });

  it('are mined with their block, and are in the totals from then on', async () => {
    const atMs = nextDayMs();
    const issue = await proposed({ amount: 90n, proposed: by('amina', atMs) });
    const redemption = await proposed({ kind: 'redemption', amount: 40n, proposed: by('amina', atMs) });
    const keys: number[] = [];
    for (const order of [issue, redemption]) {
      await approve(order.id, by('amina', atMs), 1);
      keys.push(tip.nextTransactionKey);
      const block = await settle([order]);
      const mined = { ...by('bilal'), txid: toHex(block.transactions[0]!.id), blockHash: toHex(block.hash) };
      const height = block.header.height;
      expect(await orders.find(order.id)).toMatchObject({ state: 'mined', mined: { ...mined, height } });
      const settled = await supply.settledBy([block.transactions[0]!.id, randomBytes(32)]);
      const { kind, id, address, amount, reference } = order;
      const named = { kind, id, address, amount, reference, hash: orderHash(order), approvals: 1, needed: 1 };
      expect([...settled].map(([txid, told]) => [txid, { ...told, hash: Buffer.from(told.hash) }])).toMatchObject([
        [mined.txid, named],
      ]);
      expect(await approve(order.id, by('chandni', atMs), 1)).toBe('approved');
      const totals = { issued: 90n, redeemed: order === issue ? 0n : 40n };
      expect(await supply.atTip()).toEqual({ tip: await store.tip(), totals });
      expect(await orders.reject(order.id, by('chandni', atMs), 'too late')).toBe('closed');
    }
    const totals = await Promise.all([keys[0]!, keys[1]!, tip.nextTransactionKey].map((key) => supply.totals(key)));
    expect(totals).toEqual([
      { issued: 0n, redeemed: 0n },
      { issued: 90n, redeemed: 0n },
      { issued: 90n, redeemed: 40n },
    ]);
  });

  if (kind !== 'memory') {
    it('are not mined twice, unapproved, with another amount or receiver, or where there are none: then the block is not stored', async () => {
      const atMs = nextDayMs();
      const [unapproved, approved] = [await proposed({ amount: 3n }), await proposed({ amount: 3n })];
      await approve(approved.id, by('amina', atMs), 1);
      const before = await store.tip();
      await expect(settle([unapproved])).rejects.toThrow();
      await expect(settle([orderOf({ amount: 3n })])).rejects.toThrow();
      await expect(settle([approved], 4n)).rejects.toThrow();
      const redemption = await proposed({ kind: 'redemption', amount: 3n });
      await approve(redemption.id, by('amina', atMs), 1);
      await expect(settle([redemption], 3n, 'cd'.repeat(32))).rejects.toThrow();
      expect(await store.tip()).toEqual(before);
      await settle([approved]);
      await expect(settle([approved])).rejects.toThrow();
      expect((await store.tip())?.header.height).toBe(before!.header.height + 1);
      expect((await supply.totals(tip.nextTransactionKey)).issued).toBe(93n);
    });
  }
});
