import { randomBytes } from 'node:crypto';
import { NO_RECORDS } from '@app/infrastructure/devnet/devnet-store.js';
import { MemoryDevnetStore } from '@app/infrastructure/devnet/memory-devnet-store.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { SqlDepositBook } from '@app/infrastructure/typeorm/registry/sql-deposit-book.js';
import { SqlNodeWalletHistory } from '@app/infrastructure/typeorm/registry/sql-node-wallet-history.js';
import { SqlPaymentOutbox } from '@app/infrastructure/typeorm/registry/sql-payment-outbox.js';
import { TypeormDevnetStore } from '@app/infrastructure/typeorm/registry/typeorm-devnet-store.js';
import { TypeormNodeWallets } from '@app/infrastructure/typeorm/registry/typeorm-node-wallets.js';
import { TypeormReserveBook } from '@app/infrastructure/typeorm/registry/typeorm-reserve-book.js';
import { IDEMPOTENCY_KEY_LIFETIME_MS, IdempotencyKeyReused } from '@app/kernel';
import { NodeDeregistered, type NodeId, NodeNotFound } from '@app/node-registry';
import {
  type Deposit,
  expectedCoreUnits,
  fingerprintOf,
  InsufficientBalance,
  type NodeWallet,
  type Payment,
  PaymentInFlight,
  type PaymentReservation,
  RateLimitExceeded,
  SpendingPolicy,
  WalletAlreadyExists,
} from '@app/node-wallet';
import { STORAGE_KINDS } from '../support/storage.js';
import { openRegistryStores, type RegistryStores } from './registry-stores.js';

const FLOP = 100_000_000n;
const NOW_MS = Date.UTC(2026, 10, 21, 12);
const IDENTITY = { genesisHash: 'g', chain: 'regtest', walletId: 'w', subversion: '/x/' };
const hash = () => randomBytes(32).toString('hex');
let made = 0;

describe.each(STORAGE_KINDS)('stores of node wallets on %s', (kind) => {
  let stores: RegistryStores;
  let database: Database;
  let wallets: TypeormNodeWallets;
  let outbox: SqlPaymentOutbox;
  let deposits: SqlDepositBook;
  let reserves: TypeormReserveBook;
  let history: SqlNodeWalletHistory;

  beforeAll(async () => {
    stores = await openRegistryStores(kind);
    database = stores.database!;
    wallets = new TypeormNodeWallets(database);
    outbox = new SqlPaymentOutbox(database);
    deposits = new SqlDepositBook(database);
    reserves = new TypeormReserveBook(database);
    history = new SqlNodeWalletHistory(database);
    await deposits.open({
      identity: IDENTITY,
      cursor: hash(),
      totalUnits: 5n * FLOP,
      entries: [],
      spentTxids: [],
      holdings: [],
      atMs: NOW_MS,
    });
  }, 60_000);
  afterAll(() => stores?.stop());

  /** Whatever was done: every entry adds up to 0, every balance is the sum of its postings. */
  afterEach(async () => {
    const [unbalanced] = await database.query(
      'SELECT entry_id FROM postings GROUP BY entry_id HAVING sum(amount) <> 0 LIMIT 1',
    );
    const [wrong] = await database.query(
      `SELECT a.id FROM accounts a LEFT JOIN postings p ON p.account_id = a.id
       GROUP BY a.id HAVING a.balance <> coalesce(sum(p.amount), 0) LIMIT 1`,
    );
    expect([unbalanced, wrong]).toEqual([undefined, undefined]);
  });

  const addNode = async () => {
    const nodeId = `node_${++made}` as NodeId;
    await stores.nodes.add({
      nodeId,
      address: '10.0.0.1:9000',
      capabilities: [],
      createdAtMs: NOW_MS,
      credential: { kind: 'shared-secret', sealedSecret: Buffer.from('s') },
    });
    return nodeId;
  };
  const open = async (): Promise<NodeWallet> => {
    const nodeId = await addNode();
    return wallets.create({ nodeId, walletName: 'same name', address: `address-${hash()}`, createdAtMs: NOW_MS });
  };
  const receive = async ({ address }: { address: string }, amountUnits: bigint): Promise<Deposit> => {
    const txid = hash();
    const entry = { txid, vout: 0, address, amountUnits, confirmations: 1, blockHash: hash(), coinbase: false };
    await deposits.ingest([entry], [], hash(), NOW_MS);
    return (await deposits.unsettled()).find((deposit) => deposit.txid === txid)!;
  };
  const seen = (confirmations: number, isThere = true) => ({ confirmations, blockHeight: 7, isThere });
  const credit = (deposit: Deposit) =>
    deposits.move([{ deposit, state: 'credited', seen: seen(6), final: false }], NOW_MS);
  const again = async ({ txid }: Deposit) => (await deposits.unsettled()).find((deposit) => deposit.txid === txid)!;
  const funded = async (units: bigint): Promise<NodeWallet> => {
    const wallet = await open();
    await credit(await receive(wallet, units));
    return (await wallets.find(wallet.nodeId))!;
  };
  const reserve = (wallet: NodeWallet, changes: Partial<PaymentReservation> = {}) =>
    outbox.reserve({
      nodeId: wallet.nodeId,
      recipientAddress: 'somebody',
      recipientWalletId: undefined,
      amountUnits: FLOP,
      policy: new SpendingPolicy(),
      idempotencyKey: undefined,
      atMs: NOW_MS,
      deadlineAtMs: NOW_MS + 1000,
      ...changes,
    });
  const funds = async ({ nodeId }: NodeWallet) => (await wallets.find(nodeId))!.funds;
  const signed = (inputs = [{ txid: hash(), vout: 1 }]) => ({ hex: 'aa', txid: hash(), feeUnits: 1000n, inputs });
  const key = (name: string, amountUnits = FLOP) => ({
    key: name,
    fingerprint: fingerprintOf({ recipientAddress: 'somebody', amountUnits }),
  });

  it('opens one wallet for each node in service, with the capability', async () => {
    const wallet = await open();
    expect(await wallets.find(wallet.nodeId)).toEqual(wallet);
    expect(wallet.funds).toEqual({ availableUnits: 0n, pendingUnits: 0n, reservedUnits: 0n, owedUnits: 0n });
    expect((await stores.nodes.find(wallet.nodeId))!.capabilities).toEqual(['wallet']);
    const another = (nodeId: NodeId) =>
      wallets.create({ nodeId, walletName: 'w', address: hash(), createdAtMs: NOW_MS });
    await expect(another(wallet.nodeId)).rejects.toBeInstanceOf(WalletAlreadyExists);
    await expect(another('stranger' as NodeId)).rejects.toBeInstanceOf(NodeNotFound);
    const gone = await addNode();
    await stores.nodes.revise(gone, () => ({ deregistration: { atMs: NOW_MS, byAdministrator: false } }));
    await expect(another(gone)).rejects.toBeInstanceOf(NodeDeregistered);
  });

  it('takes the wallet out of service with its node, and back in', async () => {
    const wallet = await funded(5n * FLOP);
    await stores.nodes.revise(wallet.nodeId, () => ({ deregistration: { atMs: NOW_MS, byAdministrator: false } }));
    expect(await wallets.find(wallet.nodeId)).toMatchObject({ isActive: false });
    expect((await stores.nodes.find(wallet.nodeId))!.capabilities).toEqual([]);
    await expect(reserve(wallet)).rejects.toBeInstanceOf(NodeDeregistered);
    await stores.nodes.revise(wallet.nodeId, () => ({ deregistration: undefined, capabilities: [] }));
    expect(await wallets.find(wallet.nodeId)).toMatchObject({ isActive: true });
    expect((await stores.nodes.find(wallet.nodeId))!.capabilities).toEqual(['wallet']);
  });

  it('books a deposit once, however often it is told', async () => {
    const wallet = await open();
    const entry = {
      txid: hash(),
      vout: 3,
      address: wallet.address,
      amountUnits: 7n,
      confirmations: 0,
      blockHash: null,
      coinbase: false,
    };
    const told = Array.from({ length: 5 }, () => deposits.ingest([entry, { ...entry, vout: 4 }], [], hash(), NOW_MS));
    expect((await Promise.all(told)).reduce((sum, fresh) => sum + fresh, 0)).toBe(2);
    expect(await funds(wallet)).toMatchObject({ pendingUnits: 14n, availableUnits: 0n });
    expect(await history.page(wallet.id, undefined, 10)).toHaveLength(2);
  });

  it('moves many deposits as it would one after the other, debts first', async () => {
    const [wallet, other] = [await open(), await open()];
    const [one, two, theirs] = [await receive(wallet, 3n), await receive(wallet, 4n), await receive(other, 5n)];
    await credit(await receive(wallet, 10n * FLOP));
    const move = (deposit: Deposit, state: 'credited' | 'reversed') => ({
      deposit,
      state,
      seen: seen(6),
      final: false,
    });
    await deposits.move([move(one, 'credited'), move(theirs, 'credited'), move(two, 'credited')], NOW_MS);
    await reserve(wallet, { amountUnits: 9n * FLOP });
    const left = (await funds(wallet)).availableUnits;
    const big = (await deposits.unsettled()).find(
      ({ walletId, amountUnits }) => walletId === wallet.id && amountUnits > 4n,
    )!;
    const taken = [move(big, 'reversed'), move(await again(one), 'reversed'), move(one, 'credited')];
    await deposits.move(taken, NOW_MS);
    const debt = left - 10n * FLOP - 3n;
    expect(await funds(wallet)).toMatchObject({ availableUnits: 0n, pendingUnits: 0n, owedUnits: debt });
    expect(await funds(other)).toMatchObject({ availableUnits: 5n });
    const back = [await receive(wallet, -debt - 1n), await receive(wallet, 3n)];
    await deposits.move(
      back.map((deposit) => move(deposit, 'credited')),
      NOW_MS,
    );
    expect(await funds(wallet)).toMatchObject({ availableUnits: 2n, owedUnits: 0n });
  });

  it('books and credits thousands of deposits in a few statements for each two hundred', async () => {
    const COUNT = 1_000;
    const wallet = await open();
    let statements = 0;
    const counted =
      (query: Database['query']): Database['query'] =>
      (...given) => {
        statements++;
        return query(...given);
      };
    const counting = new SqlDepositBook({
      ...database,
      query: counted(database.query),
      transaction: (work, options) => database.transaction((query, manager) => work(counted(query), manager), options),
    });
    const txid = hash();
    const entry = {
      txid,
      address: wallet.address,
      amountUnits: 2n,
      confirmations: 1,
      blockHash: hash(),
      coinbase: false,
    };
    const entries = Array.from({ length: COUNT }, (_, vout) => ({ ...entry, vout }));
    expect(await counting.ingest(entries, [], hash(), NOW_MS)).toBe(COUNT);
    const unsettled = (await counting.unsettled()).filter((deposit) => deposit.txid === txid);
    const moves = unsettled.map((deposit) => ({ deposit, state: 'credited' as const, seen: seen(6), final: false }));
    await counting.move(moves, NOW_MS);
    expect(await funds(wallet)).toMatchObject({ availableUnits: 2n * BigInt(COUNT), pendingUnits: 0n });
    expect(statements).toBeLessThanOrEqual(50);
  });

  it('takes a deposit back where it lies, and from what is left when it was spent', async () => {
    const wallet = await open();
    const first = await receive(wallet, 10n * FLOP);
    await deposits.move([{ deposit: first, state: 'reversed', seen: seen(-1), final: false }], NOW_MS);
    expect(await funds(wallet)).toMatchObject({ pendingUnits: 0n, availableUnits: 0n, owedUnits: 0n });
    await deposits.move([{ deposit: await again(first), state: 'credited', seen: seen(6), final: false }], NOW_MS);
    await reserve(wallet, { amountUnits: 8n * FLOP });
    const left = (await funds(wallet)).availableUnits;
    await deposits.move([{ deposit: await again(first), state: 'reversed', seen: seen(-2), final: false }], NOW_MS);
    expect(await funds(wallet)).toMatchObject({ availableUnits: 0n, owedUnits: left - 10n * FLOP });
    await expect(reserve(wallet)).rejects.toBeInstanceOf(InsufficientBalance);
    await credit(await receive(wallet, 4n * FLOP));
    expect(await funds(wallet)).toMatchObject({ availableUnits: 0n, owedUnits: left - 6n * FLOP });
    await credit(await receive(wallet, 9n * FLOP));
    expect(await funds(wallet)).toMatchObject({ availableUnits: left + 3n * FLOP, owedUnits: 0n });
  });

  it('moves a payment from its reservation to its booking, and gives back what the fee did not need', async () => {
    const wallet = await funded(10n * FLOP);
    const before = await reserves.totals();
    const { payment } = await reserve(wallet);
    expect(payment).toMatchObject({ state: 'created', reservedFeeUnits: FLOP / 2n });
    expect(await funds(wallet)).toMatchObject({
      availableUnits: 85n * (FLOP / 10n),
      reservedUnits: 15n * (FLOP / 10n),
    });
    const made = signed();
    expect(await outbox.sign(payment.id, made, hash(), NOW_MS)).toEqual(await outbox.find(payment.id));
    expect(await outbox.sign(payment.id, made, hash(), NOW_MS)).toBeUndefined();
    expect(await outbox.giveUp(payment.id, 'expired', NOW_MS)).toBe(false);
    expect(await funds(wallet)).toMatchObject({ reservedUnits: FLOP + 1000n });
    expect(await outbox.heldInputs()).toEqual(expect.arrayContaining(made.inputs));
    await outbox.bookOut(payment.id, NOW_MS);
    await outbox.bookOut(payment.id, NOW_MS);
    expect(await funds(wallet)).toMatchObject({ availableUnits: 9n * FLOP - 1000n, reservedUnits: 0n });
    expect(expectedCoreUnits(before) - expectedCoreUnits(await reserves.totals())).toBe(FLOP + 1000n);
    await outbox.place(payment.id, { confirmations: 6, blockHeight: 9, state: 'confirmed', final: false }, NOW_MS);
    expect(await history.lineOf(payment.id)).toMatchObject({ status: 'confirmed', blockHeight: 9, feeUnits: 1000n });
    await outbox.place(
      payment.id,
      { confirmations: -1, blockHeight: undefined, state: 'broadcast', final: false },
      NOW_MS,
    );
    expect(await history.lineOf(payment.id)).toMatchObject({ status: 'pending', confirmedAtMs: undefined });
    expect(expectedCoreUnits(await reserves.totals())).toBe(expectedCoreUnits(before));
    await outbox.drop(payment.id, NOW_MS);
    expect(await funds(wallet)).toMatchObject({ availableUnits: 10n * FLOP, reservedUnits: 0n });
    expect(expectedCoreUnits(await reserves.totals())).toBe(expectedCoreUnits(before));
    expect(await outbox.heldInputs()).not.toEqual(expect.arrayContaining(made.inputs));
  });

  it('never has one coin in two living payments', async () => {
    const wallet = await funded(10n * FLOP);
    const [one, two] = [await reserve(wallet), await reserve(wallet)];
    const made = signed();
    await outbox.sign(one.payment.id, made, hash(), NOW_MS);
    await expect(outbox.sign(two.payment.id, signed(made.inputs), hash(), NOW_MS)).rejects.toThrow();
    expect((await outbox.find(two.payment.id))!.state).toBe('created');
    await outbox.drop(one.payment.id, NOW_MS);
    expect(await outbox.sign(two.payment.id, signed(made.inputs), hash(), NOW_MS)).toMatchObject({ state: 'signed' });
  });

  it('reserves for as many of many at once as there is money, and never more', async () => {
    const wallet = await funded(20n * FLOP);
    const policy = new SpendingPolicy({ maxPerWindow: 1000, maxFeeUnits: 1000n });
    const tries = Array.from({ length: 30 }, () => reserve(wallet, { policy, amountUnits: 6n * FLOP }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(InsufficientBalance);
    expect(await funds(wallet)).toMatchObject({ availableUnits: 2n * FLOP - 3000n });
  });

  it('counts no more than the limit in the window, refused and given-up orders not counted', async () => {
    const wallet = await funded(100n * FLOP);
    const policy = new SpendingPolicy({ maxPerWindow: 3 });
    const given = (await reserve(wallet, { policy })).payment;
    await outbox.giveUp(given.id, 'core_unavailable', NOW_MS);
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => reserve(wallet, { policy })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refusal = await reserve(wallet, { policy, atMs: NOW_MS + 1_000_000 }).catch((error) => error);
    expect(refusal).toBeInstanceOf(RateLimitExceeded);
    expect(refusal.retryAfterSeconds).toBe(2600);
    await reserve(wallet, { policy, atMs: NOW_MS + 3_600_001 });
  });

  it('pays both ways between two nodes at once without a deadlock, and loses nothing', async () => {
    const [one, two] = [await funded(50n * FLOP), await funded(50n * FLOP)];
    const policy = new SpendingPolicy({ maxPerWindow: 1000 });
    const pay = (from: NodeWallet, to: NodeWallet) =>
      reserve(from, { policy, recipientWalletId: to.id, recipientAddress: to.address });
    await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 ? pay(one, two) : pay(two, one))));
    expect([(await funds(one)).availableUnits, (await funds(two)).availableUnits]).toEqual([50n * FLOP, 50n * FLOP]);
    expect(await history.page(one.id, undefined, 100)).toHaveLength(41);
  });

  it('answers an idempotency key with its first payment, for this wallet and this order only', async () => {
    const [wallet, other] = [await funded(50n * FLOP), await funded(50n * FLOP)];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => reserve(wallet, { idempotencyKey: key('a') })),
    );
    const done = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(done).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(PaymentInFlight);
    const { payment } = done[0]!.value;
    await outbox.sign(payment.id, signed(), hash(), NOW_MS);
    expect(await reserve(wallet, { idempotencyKey: key('a') })).toMatchObject({
      isReplay: true,
      payment: { id: payment.id },
    });
    expect((await outbox.findByKey(wallet.id, key('a')))!.id).toBe(payment.id);
    await expect(outbox.findByKey(wallet.id, key('a', 2n))).rejects.toBeInstanceOf(IdempotencyKeyReused);
    expect((await reserve(other, { idempotencyKey: key('a') })).isReplay).toBe(false);
    const given: Payment = (await reserve(wallet, { idempotencyKey: key('b') })).payment;
    await outbox.giveUp(given.id, 'core_timeout', NOW_MS);
    expect((await reserve(wallet, { idempotencyKey: key('b') })).isReplay).toBe(false);
    await outbox.forgetKeys(NOW_MS + 1);
    expect(await outbox.findByKey(wallet.id, key('a'))).toBeUndefined();
  });

  it.each([
    ['an entry that does not add up', `SELECT post_entry('x', NULL, NULL, now(), '{NULL}', '{house}', '{5}')`],
    ['a balance below nothing', `UPDATE accounts SET balance = -1 WHERE kind = 'pending'`],
    ['a rewritten journal', 'UPDATE postings SET amount = amount + 1'],
    ['a deleted journal', 'DELETE FROM journal_entries'],
    ['a wallet without a name', `UPDATE wallets SET wallet_name = ' '`],
    ['a signed payment without its bytes', `UPDATE payments SET hex = NULL WHERE state = 'signed'`],
    [
      'a second deposit of one output',
      'INSERT INTO deposits (txid, vout, address, amount, coinbase, state, confirmations, created_at) SELECT txid, vout, address, amount, coinbase, state, confirmations, created_at FROM deposits',
    ],
  ])('does not hold %s', async (_what, sql) => {
    await expect(database.query(sql)).rejects.toThrow();
  });

  it('keeps the devnet as it was appended, twice told or not', async () => {
    const store = new TypeormDevnetStore(database);
    expect(await store.load()).toEqual({ keys: [], transactions: [], standings: [], blocks: [], tipHash: null });
    const row = (name: string) => ({
      address: name,
      privateKeyHex: '07'.repeat(32),
      owner: 'outside' as const,
      purpose: 'receive' as const,
      label: 'l',
    });
    const block = { hash: 'b', height: 1, previousHash: 'a', timeSeconds: 1_700_000_000, transactionIds: ['z', 'y'] };
    const records = {
      keys: [row('z'), row('a')],
      transactions: [{ txid: 't', hex: '00ff' }],
      standings: [{ txid: 't', standing: 'abandoned' as const }],
      blocks: [block],
      tipHash: 'b',
    };
    await store.append(records);
    await store.append(records);
    expect(await store.load()).toEqual(records);
  });

  it.each([
    ['the database', () => new TypeormDevnetStore(database)],
    ['memory', () => new MemoryDevnetStore()],
  ])('keeps the answer to a keyed request with its effect or neither, for two days: %s', async (_where, open) => {
    const store = open();
    const atMs = 1_790_000_000_000;
    const answered = { caller: 'anyone', key: 'k', fingerprint: 'ab'.repeat(32), answer: 'txid', atMs };
    const records = (txid: string) => ({ ...NO_RECORDS, transactions: [{ txid, hex: '00' }] });
    const txids = async () => (await store.load()).transactions.map(({ txid }) => txid);
    await store.append(records('once'), answered);
    await store.append(records('once'), answered);
    expect(await store.answerTo(answered, atMs)).toEqual(answered);
    expect(await store.answerTo(answered, atMs + 1)).toBeUndefined();
    expect(await store.answerTo({ caller: 'administrator', key: 'k' }, 0)).toBeUndefined();
    const before = await txids();
    for (const other of [{ answer: 'another' }, { fingerprint: 'cd'.repeat(32) }])
      await expect(store.append(records('twice'), { ...answered, ...other })).rejects.toThrow();
    expect(await txids()).toEqual(before);
    const later = { ...answered, answer: 'another', atMs: atMs + IDEMPOTENCY_KEY_LIFETIME_MS + 1 };
    await store.append(records('later'), later);
    expect(await store.answerTo(answered, 0)).toEqual(later);
  });
});
