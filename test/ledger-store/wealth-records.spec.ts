import { createHash, randomUUID } from 'node:crypto';
import { SqlWealthRecords } from '@app/infrastructure/sql/ledger/sql-wealth-records.js';
import {
  type AssessmentLine,
  type AssessmentTerms,
  AssessWallets,
  assessWallet,
  type Day,
  DaysInZone,
  defaultZakatPolicy,
  type HawlMode,
  HijriCalendar,
  NisabHistory,
  type NisabSnapshot,
  parseDay,
} from '@app/zakat';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type OpenedStatements, openStatements } from '../contracts/ledger-statements.js';
import { LEDGER_STORAGE_KINDS } from '../support/running-ledger.js';

const DAY_SECONDS = 86_400;
const FIRST_DAY = parseDay('2024-01-01');
const MODES: HawlMode[] = ['both_ends', 'continuous', 'per_lot', 'none'];
const ZONES = ['Asia/Karachi', 'UTC', 'America/New_York', 'Pacific/Kiritimati'];
const PERIOD = '1447';

/** One transaction: it brings `credited` to a wallet and takes `debited`, both of which may be change. */
interface Move {
  readonly wallet: number;
  /** Seconds since the move before. */
  readonly later: number;
  readonly credited: number;
  /** Of what the wallet holds then, in thousandths. */
  readonly debited: number;
  /** Whether it is a deduction of zakat. */
  readonly isCharge: boolean;
}

const WALLETS = 12;
const move: fc.Arbitrary<Move> = fc.record({
  wallet: fc.nat(WALLETS - 1),
  later: fc.oneof(fc.nat(7_200), fc.nat(6 * DAY_SECONDS), fc.nat(30 * DAY_SECONDS)),
  credited: fc.oneof(fc.constant(0), fc.nat(3_000)),
  debited: fc.oneof(fc.constant(0), fc.constant(1_000), fc.nat(1_000)),
  isCharge: fc.nat(19).map((chance) => chance === 0),
});

interface StoredMove {
  readonly key: number;
  readonly wallet: number;
  readonly timestamp: number;
  readonly credited: number;
  readonly debited: number;
  readonly isCharge: boolean;
}

/** What the moves come to: those that move nothing, and deductions of nothing, are left out. */
function played(moves: readonly Move[]): StoredMove[] {
  const balances = new Array<number>(WALLETS).fill(0);
  let timestamp = FIRST_DAY * DAY_SECONDS;
  const stored: StoredMove[] = [];
  for (const { wallet, later, credited, debited, isCharge } of moves) {
    timestamp += later;
    const spent = Math.floor((balances[wallet]! * debited) / 1_000);
    if (credited === 0 && spent === 0) continue;
    balances[wallet] = balances[wallet]! + credited - spent;
    stored.push({ key: stored.length, wallet, timestamp, credited, debited: spent, isCharge: isCharge && spent > 0 });
  }
  return stored;
}

const hash = (text: string) => createHash('sha256').update(text).digest();
const addressOf = (wallet: number) => hash(`wallet ${wallet}`);

describe.each(LEDGER_STORAGE_KINDS)('what wallets held, on %s', (kind) => {
  let opened: OpenedStatements;
  let records: SqlWealthRecords;

  beforeAll(async () => {
    opened = await openStatements(kind);
    records = new SqlWealthRecords(opened.statements);
    await insertWallets();
  }, 120_000);
  afterAll(() => opened?.stop());

  it('is nothing on an empty chain', async () => {
    expect(await records.chainUntil(parseDay('2026-01-01'), new DaysInZone('UTC'))).toBeUndefined();
  });

  it('is what the plain model reads off their transactions, whatever these are', async () => {
    let due = 0;
    const question = fc.record({
      moves: fc.array(move, { minLength: 1, maxLength: 120 }),
      mode: fc.constantFrom(...MODES),
      zone: fc.constantFrom(...ZONES),
      valuation: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 1_100 }),
      rise: fc.option(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 1_100 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(question, async ({ moves, mode, zone, valuation, rise }) => {
        const stored = played(moves);
        fc.pre(stored.length > 0);
        await replaceChain(stored);
        const days = new DaysInZone(zone);
        const terms = termsOf(mode, zone, valuation, rise);
        const chain = await records.chainUntil(valuation, days);
        const counted = stored.filter(({ timestamp }) => days.dayOf(timestamp) <= valuation);
        expect(chain?.height).toBe(counted.at(-1)?.key);
        if (!chain) return;
        const scope = { chain, period: PERIOD, registeredBeforeMs: Date.now() };
        const lines: AssessmentLine[] = [];
        for await (const page of new AssessWallets(records).execute(terms, scope)) lines.push(...page);
        expect(lines).toEqual(plainLines(stored, days, terms));
        due += lines.filter(({ reason }) => reason === 'DUE').length;
      }),
      { numRuns: kind === 'postgres' ? 60 : 25 },
    );
    expect(due).toBeGreaterThan(0);
  }, 60_000);

  it('comes by pages, without the wallets that were registered too late', async () => {
    const chain = (await records.chainUntil(FIRST_DAY + 9_999, new DaysInZone('UTC')))!;
    const query = { chain, period: PERIOD, valuation: FIRST_DAY, registeredBeforeMs: Date.now() };
    const first = await records.page({ ...query, afterAddress: undefined, limit: 5 });
    const rest = await records.page({ ...query, afterAddress: first[4]!.address, limit: 100 });
    const addresses = [...first, ...rest].map(({ address }) => address);
    expect([first.length, rest.length]).toEqual([5, WALLETS - 5]);
    expect(addresses).toEqual([...addresses].sort());
    expect(await records.page({ ...query, registeredBeforeMs: FIRST_DAY, afterAddress: undefined, limit: 5 })).toEqual(
      [],
    );
  });

  async function insertWallets(): Promise<void> {
    for (let wallet = 0; wallet < WALLETS; wallet++) {
      const id = randomUUID();
      await opened.database.query(
        `INSERT INTO users (id, full_name, email, mailbox, sealed_cnic, cnic_hash, custodial, registered_from, created_at)
         VALUES ($1, 'A', 'a@example.com', 'a@example.com', '', $2, false, $2, now() - interval '1 hour')`,
        [id, hash(`cnic ${wallet}`)],
      );
      await opened.database.query(
        `INSERT INTO wallet_profiles (user_id, wallet_address, sealed_private_key, created_at)
         VALUES ($1, $2, $3, now() - interval '1 hour')`,
        // One has no key.
        [id, addressOf(wallet), wallet === 0 ? Buffer.alloc(0) : Buffer.of(1)],
      );
      await opened.database.query('INSERT INTO addresses (hash) VALUES ($1) ON CONFLICT DO NOTHING', [
        addressOf(wallet),
      ]);
    }
    await opened.database.query(
      `INSERT INTO zakat_runs (id, pool_address, period, completed_at) VALUES ($1, $2, $3, now())`,
      [randomUUID(), hash('pool'), PERIOD],
    );
  }

  /** A block for each move. What a chain must satisfy otherwise is not read here. */
  async function replaceChain(moves: readonly StoredMove[]): Promise<void> {
    await opened.database.transaction(async (query) => {
      await query('DELETE FROM zakat_records');
      await query('DELETE FROM wallet_history');
      await query('DELETE FROM transactions');
      await query('DELETE FROM blocks');
      await query(
        `INSERT INTO blocks (height, hash, prev_hash, merkle_root, "timestamp", bits, nonce, first_transaction, transaction_count,
                             first_output, output_count, supply, unspent_count, utxo_digest)
         SELECT m.key, sha256(m.key::text::bytea), CASE m.key WHEN 0 THEN ''::bytea ELSE sha256((m.key - 1)::text::bytea) END,
                sha256(''), m.timestamp, 0, 0, m.key, 1, m.key, 1, 0, 0, sha256('')
         FROM jsonb_to_recordset($1::jsonb) AS m(key bigint, "timestamp" bigint)`,
        [JSON.stringify(moves)],
      );
      await query(
        `INSERT INTO transactions (key, txid, height, bytes, first_output, type, sender, receiver, amount)
         SELECT m.key, sha256(m.key::text::bytea), m.key, '', m.key, 'reward', NULL, 1, 1
         FROM jsonb_to_recordset($1::jsonb) AS m(key bigint)`,
        [JSON.stringify(moves)],
      );
      const rows = moves.map((each) => ({ ...each, address: addressOf(each.wallet).toString('hex') }));
      await query(
        `INSERT INTO wallet_history (address, transaction_key, received, sent, credited, debited)
         SELECT a.id, m.key, m.credited > 0, m.debited > 0, m.credited, m.debited
         FROM jsonb_to_recordset($1::jsonb) AS m(key bigint, address text, credited bigint, debited bigint)
         JOIN addresses a ON a.hash = decode(m.address, 'hex')`,
        [JSON.stringify(rows)],
      );
      const charges = rows.filter(({ isCharge }, at) => isCharge && isFirstCharge(rows, at));
      await query(
        `INSERT INTO zakat_records (run_id, user_id, wallet_address, amount, height, transaction_key, created_at)
         SELECT r.id, w.user_id, w.wallet_address, 1, m.key, m.key, now()
         FROM jsonb_to_recordset($1::jsonb) AS m(key bigint, address text)
         JOIN wallet_profiles w ON w.wallet_address = decode(m.address, 'hex') CROSS JOIN zakat_runs r`,
        [JSON.stringify(charges)],
      );
    });
  }
});

/** A run charges a wallet once. */
function isFirstCharge(moves: readonly { wallet: number; isCharge: boolean }[], at: number): boolean {
  return !moves.slice(0, at).some(({ wallet, isCharge }) => isCharge && wallet === moves[at]!.wallet);
}

function termsOf(hawl: HawlMode, timeZone: string, valuation: Day, rise: Day | undefined): AssessmentTerms {
  const snapshot = (units: bigint, asOf: Day): NisabSnapshot => ({
    standard: 'fixed',
    grams: undefined,
    pricePerGram: undefined,
    units,
    source: 'a test',
    asOf,
  });
  const risen = rise === undefined ? [] : [snapshot(1_500n, rise)];
  return {
    policy: { ...defaultZakatPolicy(1), hawl, nisabStandard: 'fixed', timeZone },
    calendar: new HijriCalendar(),
    nisab: new NisabHistory([snapshot(1_000n, parseDay('2020-01-01')), ...risen]),
    valuation,
    poolAddress: addressOf(1).toString('hex'),
  };
}

/** The same from the moves themselves, wallet by wallet and without any SQL. */
function plainLines(moves: readonly StoredMove[], days: DaysInZone, terms: AssessmentTerms): AssessmentLine[] {
  const charged = moves.filter(({ isCharge }, at) => isCharge && isFirstCharge(moves, at));
  const lines = Array.from({ length: WALLETS }, (_, wallet) => {
    const closings = new Map<Day, bigint>();
    let balance = 0n;
    for (const each of moves.filter((made) => made.wallet === wallet)) {
      balance += BigInt(each.credited - each.debited);
      closings.set(days.dayOf(each.timestamp), balance);
    }
    const charges = charged.filter((made) => made.wallet === wallet);
    return assessWallet(
      {
        address: addressOf(wallet).toString('hex'),
        isCustodial: wallet !== 0,
        isChargedInPeriod: charges.length > 0,
        closings: [...closings].map(([day, closing]) => ({ day, balance: closing })),
        charges: charges.map(({ timestamp }) => days.dayOf(timestamp)),
        debts: [],
        exemptions: [],
      },
      terms,
    );
  });
  return lines.sort((a, b) => (a.walletAddress < b.walletAddress ? -1 : 1));
}
