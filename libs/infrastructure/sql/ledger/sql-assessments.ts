import { fromHex, toHex } from '@app/chain';
import { cnicSeal, maskCnic } from '@app/identity';
import { type KeyVault, type Slice, sliceOf } from '@app/kernel';
import type { RequestClaim } from '@app/utxo';
import {
  type Assessment,
  type AssessmentLine,
  type AssessmentReason,
  Assessments,
  type Day,
  type LineQuery,
  type NamedLine,
  parseDay,
  parseHijriDate,
  parsePeriod,
  printDay,
  printHijriDate,
} from '@app/zakat';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';
import { nisabOfJson } from './nisab-json.js';
import { claimJson, refuseTakenKey } from './sql-made-records.js';

export const ADD_ASSESSMENT_LINES = write('add_zakat_assessment_lines', {
  parameters: {
    assessment_id: 'uuid',
    position: 'integer',
    addresses: 'bytea[]',
    balances: 'bigint[]',
    debts: 'text[]',
    nets: 'bigint[]',
    nisabs: 'bigint[]',
    hawl_from: 'text[]',
    hawl_until: 'text[]',
    dues: 'bigint[]',
    reasons: 'text[]',
    days_left: 'integer[]',
  },
  columns: {},
  sql: `INSERT INTO zakat_assessment_lines (assessment_id, position, wallet_address, balance, debts, net, nisab, hawl_from, hawl_until,
                                            due, reason, days_left)
        SELECT $1, $2 + l.place - 1, l.address, l.balance, l.debts::numeric, l.net, l.nisab, nullif(l.hawl_from, '')::date,
               nullif(l.hawl_until, '')::date, l.due, l.reason, l.days_left
        FROM unnest($3::bytea[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::bigint[], $11::text[],
                    $12::integer[]) WITH ORDINALITY
          AS l(address, balance, debts, net, nisab, hawl_from, hawl_until, due, reason, days_left, place)`,
});

export const CLOSE_ASSESSMENT = write('close_zakat_assessment', {
  parameters: {
    id: 'uuid',
    hash: 'bytea',
    period: 'text',
    valuation_date: 'text',
    hijri_date: 'text',
    provisional: 'boolean',
    height: 'bigint',
    policy_version: 'integer',
    time_zone: 'text',
    calendar_version: 'integer',
    nisab: 'uuid',
    wallets: 'integer',
    due_count: 'integer',
    due_units: 'bigint',
    by_reason: 'jsonb',
    author: 'text',
    created_at: 'timestamptz',
    claim: 'jsonb null',
  },
  columns: { closed: 'boolean' },
  sql: `WITH added AS (
          INSERT INTO zakat_assessments (id, hash, period, valuation_date, hijri_date, provisional, height, policy_version, time_zone,
                                         calendar_version, nisab, wallets, due_count, due_units, by_reason, author, created_at)
          VALUES ($1, $2, $3, $4::date, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING id)
        SELECT claim_record($18, id) AS closed FROM added`,
});

export const DISCARD_ASSESSMENT = write('discard_zakat_assessment', {
  parameters: { id: 'uuid' },
  columns: {},
  sql: `DELETE FROM zakat_assessment_lines WHERE assessment_id = $1
          AND NOT EXISTS (SELECT FROM zakat_assessments WHERE id = $1)`,
});

/** Steps from one assessment to the next, so that the lines of closed ones are not looked at. */
export const SWEEP_ASSESSMENTS = write('sweep_zakat_assessments', {
  parameters: { row_limit: 'integer' },
  columns: { removed: 'bigint' },
  sql: `WITH RECURSIVE assessments AS (
          (SELECT assessment_id AS id FROM zakat_assessment_lines ORDER BY assessment_id LIMIT 1)
          UNION ALL
          SELECT (SELECT l.assessment_id FROM zakat_assessment_lines l WHERE l.assessment_id > a.id ORDER BY l.assessment_id LIMIT 1)
          FROM assessments a WHERE a.id IS NOT NULL
        ), cut_off AS MATERIALIZED (
          SELECT id FROM assessments a WHERE id IS NOT NULL AND NOT EXISTS (SELECT FROM zakat_assessments z WHERE z.id = a.id)
        ), removed AS (
          DELETE FROM zakat_assessment_lines WHERE (assessment_id, position) IN (
            SELECT c.id, l.position FROM cut_off c
            CROSS JOIN LATERAL (SELECT position FROM zakat_assessment_lines WHERE assessment_id = c.id LIMIT $1) AS l LIMIT $1)
          RETURNING position)
        SELECT count(*) AS removed FROM removed`,
});

export const FIND_ASSESSMENT = read('find_zakat_assessment', {
  parameters: { id: 'uuid' },
  columns: {
    id: 'uuid',
    hash: 'bytea',
    period: 'text',
    valuation_date: 'text',
    hijri_date: 'text',
    provisional: 'boolean',
    height: 'bigint',
    block_hash: 'bytea',
    policy_version: 'integer',
    time_zone: 'text',
    calendar_version: 'integer',
    nisab: 'text',
    nisab_id: 'uuid',
    wallets: 'integer',
    due_count: 'integer',
    due_units: 'bigint',
    by_reason: 'text',
    author: 'text',
    created_at: 'timestamptz',
  },
  sql: `SELECT a.id, a.hash, a.period, to_char(a.valuation_date, 'YYYY-MM-DD') AS valuation_date, a.hijri_date, a.provisional, a.height,
               b.hash AS block_hash, a.policy_version, a.time_zone, a.calendar_version,
               json_build_object('standard', n.standard, 'grams', n.grams::text, 'price', n.price::text, 'units', n.units::text,
                 'source', n.source, 'as_of', to_char(n.as_of, 'YYYY-MM-DD'))::text AS nisab, n.id AS nisab_id,
               a.wallets, a.due_count, a.due_units, a.by_reason::text AS by_reason, a.author, a.created_at
        FROM zakat_assessments a JOIN blocks b ON b.height = a.height JOIN zakat_nisab n ON n.id = a.nisab WHERE a.id = $1`,
});

const LINE = {
  position: 'integer',
  wallet_address: 'bytea',
  user_id: 'uuid',
  full_name: 'text',
  sealed_cnic: 'bytea',
  balance: 'bigint',
  debts: 'numeric',
  net: 'bigint',
  nisab: 'bigint',
  hawl_from: 'text null',
  hawl_until: 'text null',
  due: 'bigint',
  reason: 'text',
  days_left: 'integer null',
} as const satisfies Columns;

export const ASSESSMENT_LINES = read('zakat_assessment_lines_after', {
  parameters: { assessment_id: 'uuid', reason: 'text null', after_position: 'integer', row_limit: 'integer' },
  columns: LINE,
  sql: `SELECT l.position, l.wallet_address, u.id AS user_id, u.full_name, u.sealed_cnic, l.balance, l.debts, l.net, l.nisab,
               to_char(l.hawl_from, 'YYYY-MM-DD') AS hawl_from, to_char(l.hawl_until, 'YYYY-MM-DD') AS hawl_until, l.due, l.reason,
               l.days_left
        FROM (SELECT * FROM zakat_assessment_lines
              WHERE assessment_id = $1 AND ($2::text IS NULL OR reason = $2) AND position > $3 ORDER BY position LIMIT $4) AS l
        JOIN wallet_profiles w ON w.wallet_address = l.wallet_address JOIN users u ON u.id = w.user_id ORDER BY l.position`,
});

export class SqlAssessments extends Assessments {
  constructor(
    private readonly statements: Statements,
    private readonly vault: KeyVault,
  ) {
    super();
  }

  override available(): void {}

  override async addLines(assessmentId: string, position: number, lines: readonly AssessmentLine[]): Promise<void> {
    await this.statements.run(ADD_ASSESSMENT_LINES, {
      assessment_id: assessmentId,
      position,
      addresses: lines.map(({ walletAddress }) => fromHex(walletAddress, 32)!),
      balances: lines.map(({ balance }) => balance),
      debts: lines.map(({ debts }) => String(debts)),
      nets: lines.map(({ net }) => net),
      nisabs: lines.map(({ nisab }) => nisab),
      hawl_from: lines.map(({ hawlFrom }) => printOptional(hawlFrom)),
      hawl_until: lines.map(({ hawlUntil }) => printOptional(hawlUntil)),
      dues: lines.map(({ due }) => due),
      reasons: lines.map(({ reason }) => reason),
      days_left: lines.map(({ daysLeft }) => daysLeft ?? null),
    });
  }

  override async close(assessment: Assessment, claim: RequestClaim | undefined): Promise<void> {
    const { totals } = assessment;
    try {
      await this.statements.run(CLOSE_ASSESSMENT, {
        id: assessment.id,
        hash: fromHex(assessment.hash, 32)!,
        period: assessment.period,
        valuation_date: printDay(assessment.valuation),
        hijri_date: printHijriDate(assessment.hijriDate),
        provisional: assessment.isProvisional,
        height: assessment.height,
        policy_version: assessment.policyVersion,
        time_zone: assessment.timeZone,
        calendar_version: assessment.calendarVersion,
        nisab: assessment.nisab.id,
        wallets: totals.wallets,
        due_count: totals.dueCount,
        due_units: totals.dueUnits,
        by_reason: JSON.stringify(totals.byReason),
        author: assessment.author,
        created_at: new Date(assessment.createdAtMs),
        claim: claimJson(claim),
      });
    } catch (error) {
      refuseTakenKey(error);
      throw error;
    }
  }

  override async discard(id: string): Promise<void> {
    await this.statements.run(DISCARD_ASSESSMENT, { id });
  }

  override async sweep(limit: number): Promise<number> {
    const [row] = await this.statements.run(SWEEP_ASSESSMENTS, { row_limit: limit });
    return Number(row!.removed);
  }

  override async find(id: string): Promise<Assessment | undefined> {
    const [row] = await this.statements.run(FIND_ASSESSMENT, { id });
    return row && assessmentOf(row);
  }

  override async lines({ assessmentId, reason, afterPosition, limit }: LineQuery): Promise<Slice<NamedLine>> {
    const rows = await this.statements.run(ASSESSMENT_LINES, {
      assessment_id: assessmentId,
      reason: reason ?? null,
      after_position: afterPosition ?? -1,
      row_limit: limit + 1,
    });
    const slice = sliceOf(rows, limit);
    return { ...slice, rows: await Promise.all(slice.rows.map((row) => this.lineOf(row))) };
  }

  private async lineOf(row: RowOf<typeof LINE>): Promise<NamedLine> {
    const cnic = await this.vault.open(row.sealed_cnic, cnicSeal(row.user_id));
    return {
      position: row.position,
      fullName: row.full_name,
      maskedCnic: maskCnic(cnic.toString('utf8')),
      walletAddress: toHex(row.wallet_address),
      balance: BigInt(row.balance),
      debts: BigInt(row.debts),
      net: BigInt(row.net),
      nisab: BigInt(row.nisab),
      hawlFrom: parseOptional(row.hawl_from),
      hawlUntil: parseOptional(row.hawl_until),
      due: BigInt(row.due),
      reason: row.reason as AssessmentReason,
      daysLeft: row.days_left ?? undefined,
    };
  }
}

function assessmentOf(row: RowOf<(typeof FIND_ASSESSMENT)['columns']>): Assessment {
  return {
    id: row.id,
    hash: toHex(row.hash),
    period: parsePeriod(row.period),
    valuation: parseDay(row.valuation_date),
    hijriDate: parseHijriDate(row.hijri_date),
    isProvisional: row.provisional,
    height: Number(row.height),
    blockHash: toHex(row.block_hash),
    policyVersion: row.policy_version,
    timeZone: row.time_zone,
    calendarVersion: row.calendar_version,
    nisab: { id: row.nisab_id, ...nisabOfJson(row.nisab) },
    totals: {
      wallets: row.wallets,
      dueCount: row.due_count,
      dueUnits: BigInt(row.due_units),
      byReason: JSON.parse(row.by_reason),
    },
    author: row.author,
    createdAtMs: row.created_at.getTime(),
  };
}

function printOptional(day: Day | undefined): string {
  return day === undefined ? '' : printDay(day);
}

function parseOptional(text: string | null): Day | undefined {
  return text === null ? undefined : parseDay(text);
}
