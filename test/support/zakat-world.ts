import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { type Day, type Debt, type DebtMode, type Exemption, type HawlMode, parseDay, printDay } from '@app/zakat';
import fc from 'fast-check';

const DAY_SECONDS = 86_400;
export const FIRST_DAY = parseDay('2024-01-01');
export const MODES: HawlMode[] = ['both_ends', 'continuous', 'per_lot', 'none'];
export const ZONES = ['Asia/Karachi', 'UTC', 'America/New_York', 'Pacific/Kiritimati'];
export const PERIOD = '1447';
export const WALLETS = 12;
export const DEBT_MODES: DebtMode[] = ['none', 'next_instalment', 'twelve_months', 'all'];

/** What some wallets declared, by wallet. */
export const DEBTS: Readonly<Record<number, readonly (Debt & { settledOn?: Day })[]>> = {
  2: [
    { amount: 500n, dueOn: parseDay('2024-06-01') },
    { amount: 700n, dueOn: parseDay('2025-02-01') },
    { amount: 900n, dueOn: parseDay('2025-02-01'), settledOn: parseDay('2024-09-01') },
  ],
  3: [{ amount: 1_200n, dueOn: parseDay('2026-01-01') }],
};
export const EXEMPTIONS: Readonly<Record<number, readonly Exemption[]>> = {
  3: [exemption('cz50', '2024-05-01', '2024-05-20')],
  4: [
    exemption('non_muslim', '2024-03-01', '2024-03-02', '2025-01-01'),
    exemption('non_citizen', '2024-02-01', '2024-02-02'),
  ],
  5: [exemption('not_sahib_e_nisab', '2024-03-01', undefined)],
};

function exemption(kind: Exemption['kind'], filed: string, accepted: string | undefined, ended?: string): Exemption {
  const optional = (day: string | undefined) => (day === undefined ? undefined : parseDay(day));
  return { kind, filedOn: parseDay(filed), acceptedOn: optional(accepted), endedOn: optional(ended) };
}

/** One transaction: it brings `credited` to a wallet and takes `debited`, both of which may be change. */
export interface Move {
  readonly wallet: number;
  /** Seconds since the move before. */
  readonly later: number;
  readonly credited: number;
  /** Of what the wallet holds then, in thousandths. */
  readonly debited: number;
  /** Whether it is a deduction of zakat. */
  readonly isCharge: boolean;
}

export const move: fc.Arbitrary<Move> = fc.record({
  wallet: fc.nat(WALLETS - 1),
  later: fc.oneof(fc.nat(7_200), fc.nat(6 * DAY_SECONDS), fc.nat(30 * DAY_SECONDS)),
  credited: fc.oneof(fc.constant(0), fc.nat(3_000)),
  debited: fc.oneof(fc.constant(0), fc.constant(1_000), fc.nat(1_000)),
  isCharge: fc.nat(19).map((chance) => chance === 0),
});

/** Twelve wallets that receive on one day after the other, and some that spend. */
export const HISTORY: Move[] = Array.from({ length: 40 }, (_, at) => ({
  wallet: (at * 5) % WALLETS,
  later: 11 * 3_600 * (1 + (at % 7)),
  credited: 400 + 37 * at,
  debited: at % 4 === 3 ? 250 : 0,
  isCharge: false,
}));
export interface StoredMove {
  readonly key: number;
  readonly wallet: number;
  readonly timestamp: number;
  readonly credited: number;
  readonly debited: number;
  readonly isCharge: boolean;
}

/** What the moves come to: those that move nothing, and deductions of nothing, are left out. */
export function played(moves: readonly Move[]): StoredMove[] {
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
export const addressOf = (wallet: number) => hash(`wallet ${wallet}`);

/** Registers the wallets, with what they declared, and makes the run of {@link PERIOD}. */
export async function insertWallets(database: Database): Promise<void> {
  for (let wallet = 0; wallet < WALLETS; wallet++) {
    const id = randomUUID();
    await database.query(
      `INSERT INTO users (id, full_name, email, mailbox, sealed_cnic, cnic_hash, custodial, registered_from, created_at)
       VALUES ($1, 'A', 'a@example.com', 'a@example.com', '', $2, false, $2, '2023-12-01')`,
      [id, hash(`cnic ${wallet}`)],
    );
    await database.query(
      `INSERT INTO wallet_profiles (user_id, wallet_address, sealed_private_key, created_at)
       VALUES ($1, $2, $3, '2023-12-01')`,
      // One has no key.
      [id, addressOf(wallet), wallet === 0 ? Buffer.alloc(0) : Buffer.of(1)],
    );
    await database.query('INSERT INTO addresses (hash) VALUES ($1) ON CONFLICT DO NOTHING', [addressOf(wallet)]);
  }
  await insertDeclarations(database);
  await database.query(`INSERT INTO zakat_runs (id, pool_address, period, completed_at) VALUES ($1, $2, $3, now())`, [
    randomUUID(),
    hash('pool'),
    PERIOD,
  ]);
}

async function insertDeclarations(database: Database): Promise<void> {
  const query = database.query.bind(database);
  const day = (value: Day) => printDay(value);
  for (const [wallet, debts] of Object.entries(DEBTS)) {
    for (const { amount, dueOn, settledOn } of debts) {
      const id = randomUUID();
      await query(
        `INSERT INTO zakat_debts (id, wallet_address, amount, due_on, declared_by, declared_at) VALUES ($1, $2, $3, $4, 'test', now())`,
        [id, addressOf(Number(wallet)), amount, day(dueOn)],
      );
      if (settledOn === undefined) continue;
      await query(`INSERT INTO zakat_debt_settlements VALUES ($1, $2, 'test', now())`, [id, day(settledOn)]);
    }
  }
  for (const [wallet, exemptions] of Object.entries(EXEMPTIONS)) {
    for (const { kind, filedOn, acceptedOn, endedOn } of exemptions) {
      const id = randomUUID();
      await query(
        `INSERT INTO zakat_exemptions (id, wallet_address, kind, fiqh, sworn_on, filed_on, filed_by, filed_at)
         VALUES ($1, $2, $3, 'jafari', $4, $4, 'test', now())`,
        [id, addressOf(Number(wallet)), kind, day(filedOn)],
      );
      if (acceptedOn !== undefined)
        await query(`INSERT INTO zakat_exemption_acceptances VALUES ($1, $2, 'test', now())`, [id, day(acceptedOn)]);
      if (endedOn !== undefined)
        await query(`INSERT INTO zakat_exemption_endings VALUES ($1, $2, 'test', now())`, [id, day(endedOn)]);
    }
  }
}

/** A block for each move. What a chain must satisfy otherwise is not read here. */
export async function replaceChain(database: Database, moves: readonly StoredMove[]): Promise<void> {
  await database.transaction(async (query) => {
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
      `INSERT INTO wallet_history (address, transaction_key, received, sent, credited, debited, balance)
       SELECT a.id, m.key, m.credited > 0, m.debited > 0, m.credited, m.debited,
              greatest(sum(m.credited - m.debited) OVER (PARTITION BY a.id ORDER BY m.key), 0)
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

/** A run charges a wallet once. */
export function isFirstCharge(moves: readonly { wallet: number; isCharge: boolean }[], at: number): boolean {
  return !moves.slice(0, at).some(({ wallet, isCharge }) => isCharge && wallet === moves[at]!.wallet);
}
