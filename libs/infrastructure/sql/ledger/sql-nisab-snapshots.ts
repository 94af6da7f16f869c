import type { RequestClaim } from '@app/utxo';
import { NisabSnapshots, type NisabStandard, type Numbered, parseDay, printDay, type RecordedNisab } from '@app/zakat';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';
import { claimJson, refuseTakenKey } from './sql-made-records.js';

const NISAB = {
  number: 'bigint',
  id: 'uuid',
  standard: 'text',
  grams: 'numeric null',
  price: 'numeric null',
  units: 'bigint',
  source: 'text',
  as_of: 'text',
  author: 'text',
  created_at: 'timestamptz',
} as const satisfies Columns;

const SELECT = `SELECT number, id, standard, grams, price, units, source, to_char(as_of, 'YYYY-MM-DD') AS as_of, author, created_at
        FROM zakat_nisab`;

export const RECORD_NISAB = write('record_nisab', {
  parameters: {
    id: 'uuid',
    standard: 'text',
    grams: 'text null',
    price: 'text null',
    units: 'bigint',
    source: 'text',
    as_of: 'text',
    author: 'text',
    created_at: 'timestamptz',
    claim: 'jsonb null',
  },
  columns: { recorded: 'boolean' },
  sql: `WITH added AS (
          INSERT INTO zakat_nisab (id, standard, grams, price, units, source, as_of, author, created_at)
          VALUES ($1, $2, $3::numeric, $4::numeric, $5, $6, $7::date, $8, $9) RETURNING id)
        SELECT claim_record($10, id) AS recorded FROM added`,
});

export const NISAB_SNAPSHOT = read('nisab_snapshot', {
  parameters: { id: 'uuid' },
  columns: NISAB,
  sql: `${SELECT} WHERE id = $1`,
});

export const NISAB_OF_STANDARD = read('nisab_of_standard', {
  parameters: { standard: 'text' },
  columns: NISAB,
  sql: `${SELECT} WHERE standard = $1 ORDER BY zakat_nisab.as_of, number`,
});

export const NISAB_BEFORE = read('nisab_before', {
  parameters: { before_number: 'bigint null', row_limit: 'integer' },
  columns: NISAB,
  sql: `${SELECT} WHERE $1::bigint IS NULL OR number < $1 ORDER BY number DESC LIMIT $2`,
});

export class SqlNisabSnapshots extends NisabSnapshots {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async record(snapshot: RecordedNisab, claim: RequestClaim | undefined): Promise<void> {
    const values = {
      id: snapshot.id,
      standard: snapshot.standard,
      grams: snapshot.grams ?? null,
      price: snapshot.pricePerGram ?? null,
      units: snapshot.units,
      source: snapshot.source,
      as_of: printDay(snapshot.asOf),
      author: snapshot.author,
      created_at: new Date(snapshot.createdAtMs),
      claim: claimJson(claim),
    };
    try {
      await this.statements.run(RECORD_NISAB, values);
    } catch (error) {
      refuseTakenKey(error);
      throw error;
    }
  }

  override async find(id: string): Promise<RecordedNisab | undefined> {
    const [row] = await this.statements.run(NISAB_SNAPSHOT, { id });
    return row && nisabOf(row);
  }

  override async ofStandard(standard: NisabStandard): Promise<RecordedNisab[]> {
    return (await this.statements.run(NISAB_OF_STANDARD, { standard })).map(nisabOf);
  }

  override async page(beforeNumber: number | undefined, limit: number): Promise<Numbered<RecordedNisab>[]> {
    const rows = await this.statements.run(NISAB_BEFORE, { before_number: beforeNumber ?? null, row_limit: limit });
    return rows.map((row) => ({ ...nisabOf(row), number: Number(row.number) }));
  }
}

function nisabOf(row: RowOf<typeof NISAB>): RecordedNisab {
  return {
    id: row.id,
    standard: row.standard as NisabStandard,
    grams: row.grams ?? undefined,
    pricePerGram: row.price ?? undefined,
    units: BigInt(row.units),
    source: row.source,
    asOf: parseDay(row.as_of),
    author: row.author,
    createdAtMs: row.created_at.getTime(),
  };
}
