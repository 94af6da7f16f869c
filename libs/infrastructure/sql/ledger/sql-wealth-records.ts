import { fromHex, toHex } from '@app/chain';
import {
  type AssessedWallet,
  type ChainDays,
  type Day,
  type DayClosing,
  type DaysInZone,
  type Debt,
  type Exemption,
  type ExemptionKind,
  type OneWalletQuery,
  parseDay,
  printDay,
  type WealthQuery,
  WealthRecords,
} from '@app/zakat';
import { type RowOf, read, type Statements } from '../statement.js';

export const CHAIN_SPAN = read('chain_span', {
  parameters: {},
  columns: { first: 'bigint', last: 'bigint' },
  sql: `SELECT "timestamp" AS first, (SELECT "timestamp" FROM blocks ORDER BY height DESC LIMIT 1) AS last
        FROM blocks WHERE height = 0`,
});

/** Of the blocks above a height. `midnights` are the Unix times at which the days after the first one begin. No block is older than the one below it. */
export const CHAIN_DAYS = read('chain_days', {
  parameters: { midnights: 'bigint[]', before: 'bigint', above_height: 'bigint' },
  columns: { day: 'integer', first_transaction: 'bigint', height: 'bigint', hash: 'bytea', last_transaction: 'bigint' },
  sql: `SELECT d.day, d.first_transaction, d.height, b.hash, b.first_transaction + b.transaction_count - 1 AS last_transaction
        FROM (SELECT width_bucket("timestamp", $1::bigint[]) AS day, min(first_transaction) AS first_transaction, max(height) AS height
              FROM blocks WHERE "timestamp" < $2 AND height > $3 GROUP BY 1) AS d
        JOIN blocks b ON b.height = d.height ORDER BY d.day`,
});

/**
 * A page of wallets, one row each. Histories are reduced here, as `place of the day:change` of each day on which a balance
 * changed, so that a busy wallet sends no more than its days. The laterals look each wallet up in the index of its own:
 * joined, the planner of a database without statistics reads the whole history for each page.
 */
export const WEALTH_OF_WALLETS = read('wealth_of_wallets', {
  parameters: {
    after_address: 'bytea',
    row_limit: 'integer',
    registered_before: 'timestamptz',
    first_transactions: 'bigint[]',
    last_transaction: 'bigint',
    period: 'text',
    valuation: 'text',
  },
  columns: {
    wallet_address: 'bytea',
    has_key: 'boolean',
    changes: 'text null',
    charged_on: 'text null',
    charged_in_period: 'boolean',
    debts: 'text null',
    exemptions: 'text null',
  },
  sql: `SELECT w.wallet_address, octet_length(w.sealed_private_key) > 0 AS has_key, history.changes, charges.charged_on,
               charges.charged_in_period,
               (SELECT json_agg(json_build_array(d.amount::text, to_char(d.due_on, 'YYYY-MM-DD')) ORDER BY d.number)
                FROM zakat_debts d LEFT JOIN zakat_debt_settlements s ON s.debt_id = d.id
                WHERE d.wallet_address = w.wallet_address AND (s.settled_on IS NULL OR s.settled_on > $7::date))::text AS debts,
               (SELECT json_agg(json_build_array(e.kind, to_char(e.filed_on, 'YYYY-MM-DD'), to_char(a.accepted_on, 'YYYY-MM-DD'),
                                                 to_char(n.ended_on, 'YYYY-MM-DD')) ORDER BY e.number)
                FROM zakat_exemptions e JOIN zakat_exemption_acceptances a ON a.exemption_id = e.id
                  LEFT JOIN zakat_exemption_endings n ON n.exemption_id = e.id
                WHERE e.wallet_address = w.wallet_address)::text AS exemptions
        FROM (SELECT wallet_address, sealed_private_key FROM wallet_profiles
              WHERE wallet_address > $1 AND created_at < $3 ORDER BY wallet_address LIMIT $2) AS w
        CROSS JOIN LATERAL (
          SELECT string_agg(d.day || ':' || d.change, ',' ORDER BY d.day) AS changes
          FROM (SELECT width_bucket(h.transaction_key, $4::bigint[]) AS day, sum(h.credited - h.debited) AS change
                FROM wallet_history h
                WHERE h.address = (SELECT id FROM addresses WHERE hash = w.wallet_address) AND h.transaction_key <= $5
                GROUP BY 1) AS d
          WHERE d.change <> 0) AS history
        CROSS JOIN LATERAL (
          -- What an assessment charged counts on its valuation date, whenever the run came to it.
          SELECT string_agg(coalesce(to_char(a.valuation_date, 'YYYY-MM-DD'), width_bucket(z.transaction_key, $4::bigint[])::text), ','
                            ORDER BY z.transaction_key) FILTER (WHERE z.transaction_key <= $5) AS charged_on,
                 coalesce(bool_or($6 IN (r.period, r.repeated_period)), false) AS charged_in_period
          FROM zakat_records z JOIN zakat_runs r ON r.id = z.run_id LEFT JOIN zakat_assessments a ON a.id = r.assessment_id
          WHERE z.wallet_address = w.wallet_address) AS charges
        ORDER BY w.wallet_address`,
});
type WealthRow = RowOf<(typeof WEALTH_OF_WALLETS)['columns']>;

/** A day with blocks. */
interface StoredDay {
  readonly day: Day;
  readonly firstTransactionKey: number;
  /** Of its last block. */
  readonly height: number;
  readonly blockHash: string;
  readonly lastTransactionKey: number;
}

export class SqlWealthRecords extends WealthRecords {
  /** Days that are over, by time zone. No block is added to them: a chain of years is read once, and then its last day alone. */
  private readonly pastDays = new Map<string, readonly StoredDay[]>();

  constructor(private readonly statements: Statements) {
    super();
  }

  override async chainUntil(valuation: Day, zone: DaysInZone): Promise<ChainDays | undefined> {
    const [span] = await this.statements.run(CHAIN_SPAN, {});
    if (!span) return undefined;
    const [first, tip] = [zone.dayOf(Number(span.first)), zone.dayOf(Number(span.last))];
    const last = Math.min(valuation, tip);
    const past = this.pastDays.get(zone.timeZone) ?? [];
    const newer = await this.daysAfter(past.at(-1), { first, last }, zone);
    const all = [...past, ...newer];
    if (newer.length > 0) {
      const over = all.filter(({ day }) => day < tip);
      this.pastDays.set(zone.timeZone, over);
    }
    return chainOf(all.filter(({ day }) => day <= last));
  }

  /** The days up to `last` that follow one. */
  private async daysAfter(
    known: StoredDay | undefined,
    { first, last }: { first: Day; last: Day },
    zone: DaysInZone,
  ): Promise<StoredDay[]> {
    const from = known ? known.day + 1 : first;
    if (last < from) return [];
    const midnights = Array.from({ length: last - from }, (_, place) => zone.startOf(from + place + 1));
    const above_height = known?.height ?? -1;
    const rows = await this.statements.run(CHAIN_DAYS, { midnights, before: zone.startOf(last + 1), above_height });
    return rows.map((row) => ({
      day: from + row.day,
      firstTransactionKey: Number(row.first_transaction),
      height: Number(row.height),
      blockHash: toHex(row.hash),
      lastTransactionKey: Number(row.last_transaction),
    }));
  }

  override async wallet(address: string, query: OneWalletQuery): Promise<AssessedWallet | undefined> {
    const [wallet] = await this.page({ ...query, afterAddress: addressBefore(address), limit: 1 });
    return wallet?.address === address ? wallet : undefined;
  }

  override async page({ chain, ...query }: WealthQuery): Promise<AssessedWallet[]> {
    const rows = await this.statements.run(WEALTH_OF_WALLETS, {
      after_address: query.afterAddress === undefined ? Buffer.alloc(0) : fromHex(query.afterAddress, 32)!,
      row_limit: query.limit,
      registered_before: new Date(query.registeredBeforeMs),
      first_transactions: chain.firstTransactionKeys,
      last_transaction: chain.lastTransactionKey,
      period: query.period,
      valuation: printDay(query.valuation),
    });
    return rows.map((row) => walletOf(row, chain));
  }
}

function chainOf(days: readonly StoredDay[]): ChainDays | undefined {
  const end = days.at(-1);
  return (
    end && {
      height: end.height,
      blockHash: end.blockHash,
      lastTransactionKey: end.lastTransactionKey,
      days: days.map(({ day }) => day),
      firstTransactionKeys: days.map(({ firstTransactionKey }) => firstTransactionKey),
    }
  );
}

/** What a page is asked for after, so that it begins with `address`: it is as long, and the number below. */
function addressBefore(address: string): string | undefined {
  const number = BigInt(`0x${address}`);
  return number === 0n ? undefined : (number - 1n).toString(16).padStart(64, '0');
}

function walletOf(row: WealthRow, { days }: ChainDays): AssessedWallet {
  return {
    address: toHex(row.wallet_address),
    isCustodial: row.has_key,
    isChargedInPeriod: row.charged_in_period,
    closings: closingsOf(row.changes, days),
    charges: split(row.charged_on).map((day) => (day.includes('-') ? parseDay(day) : dayAt(day, days))),
    debts: debtsOf(row.debts),
    exemptions: exemptionsOf(row.exemptions),
  };
}

function closingsOf(changes: string | null, days: readonly Day[]): DayClosing[] {
  let balance = 0n;
  return split(changes).map((change) => {
    const [place, units] = change.split(':') as [string, string];
    balance += BigInt(units);
    return { day: dayAt(place, days), balance };
  });
}

function debtsOf(json: string | null): Debt[] {
  const rows: [amount: string, dueOn: string][] = JSON.parse(json ?? '[]');
  return rows.map(([amount, dueOn]) => ({ amount: BigInt(amount), dueOn: parseDay(dueOn) }));
}

/** Those that an administrator accepted. */
function exemptionsOf(json: string | null): Exemption[] {
  const rows: [kind: ExemptionKind, filedOn: string, acceptedOn: string, endedOn: string | null][] = JSON.parse(
    json ?? '[]',
  );
  return rows.map(([kind, filedOn, acceptedOn, endedOn]) => ({
    kind,
    filedOn: parseDay(filedOn),
    acceptedOn: parseDay(acceptedOn),
    endedOn: endedOn === null ? undefined : parseDay(endedOn),
  }));
}

function split(list: string | null): string[] {
  return list === null ? [] : list.split(',');
}

/** `width_bucket` counts from 1. */
function dayAt(place: string, days: readonly Day[]): Day {
  return days[Number(place) - 1]!;
}
