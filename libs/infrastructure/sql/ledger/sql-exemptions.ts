import { fromHex, toHex } from '@app/chain';
import type { RequestClaim } from '@app/utxo';
import {
  type DeclarationQuery,
  type ExemptionDecision,
  type ExemptionKind,
  Exemptions,
  type FiledExemption,
  MOST_EXEMPTIONS,
  type Numbered,
  parseDay,
  printDay,
  TooManyDeclarations,
} from '@app/zakat';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';
import { refusingStrangers } from './sql-debts.js';
import { claimJson } from './sql-made-records.js';

const EXEMPTION = {
  number: 'bigint',
  id: 'uuid',
  wallet_address: 'bytea',
  kind: 'text',
  fiqh: 'text null',
  sworn_on: 'text null',
  filed_on: 'text',
  document_sha256: 'bytea null',
  note: 'text null',
  filed_by: 'text',
  filed_at: 'timestamptz',
  accepted_on: 'text null',
  accepted_by: 'text null',
  ended_on: 'text null',
  ended_by: 'text null',
} as const satisfies Columns;

const DAY = "'YYYY-MM-DD'";
const SELECT = `SELECT number, id, wallet_address, kind, fiqh, to_char(sworn_on, ${DAY}) AS sworn_on, to_char(filed_on, ${DAY}) AS filed_on,
               document_sha256, note, filed_by, filed_at, to_char(a.accepted_on, ${DAY}) AS accepted_on, a.accepted_by,
               to_char(e.ended_on, ${DAY}) AS ended_on, e.ended_by
        FROM zakat_exemptions LEFT JOIN zakat_exemption_acceptances a ON a.exemption_id = id
          LEFT JOIN zakat_exemption_endings e ON e.exemption_id = id`;

export const FILE_ZAKAT_EXEMPTION = write('file_zakat_exemption', {
  parameters: {
    id: 'uuid',
    wallet_address: 'bytea',
    kind: 'text',
    fiqh: 'text null',
    sworn_on: 'text null',
    filed_on: 'text',
    document_sha256: 'bytea null',
    note: 'text null',
    filed_by: 'text',
    filed_at: 'timestamptz',
    claim: 'jsonb null',
    most: 'integer',
  },
  columns: { filed: 'boolean' },
  sql: `WITH added AS (
          INSERT INTO zakat_exemptions
            (id, wallet_address, kind, fiqh, sworn_on, filed_on, document_sha256, note, filed_by, filed_at)
          SELECT $1, $2, $3, $4, $5::date, $6::date, $7, $8, $9, $10
          WHERE (SELECT count(*) FROM zakat_exemptions WHERE wallet_address = $2) < $12 RETURNING id)
        SELECT claim_record($11, id) AS filed FROM added`,
});

export const ZAKAT_EXEMPTION = read('zakat_exemption', {
  parameters: { id: 'uuid' },
  columns: EXEMPTION,
  sql: `${SELECT} WHERE id = $1`,
});

export const ZAKAT_EXEMPTIONS_AFTER = read('zakat_exemptions_after', {
  parameters: { wallet_address: 'bytea null', after_number: 'bigint', row_limit: 'integer' },
  columns: EXEMPTION,
  sql: `${SELECT} WHERE ($1::bytea IS NULL OR wallet_address = $1) AND number > $2 ORDER BY number LIMIT $3`,
});

export const ACCEPT_ZAKAT_EXEMPTION = write('accept_zakat_exemption', {
  parameters: { id: 'uuid', accepted_on: 'text', accepted_by: 'text', accepted_at: 'timestamptz' },
  columns: {},
  sql: `INSERT INTO zakat_exemption_acceptances (exemption_id, accepted_on, accepted_by, accepted_at)
        SELECT $1, $2::date, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM zakat_exemption_endings WHERE exemption_id = $1)
        ON CONFLICT (exemption_id) DO NOTHING`,
});

export const END_ZAKAT_EXEMPTION = write('end_zakat_exemption', {
  parameters: { id: 'uuid', ended_on: 'text', ended_by: 'text', ended_at: 'timestamptz' },
  columns: {},
  sql: `INSERT INTO zakat_exemption_endings (exemption_id, ended_on, ended_by, ended_at) VALUES ($1, $2::date, $3, $4)
        ON CONFLICT (exemption_id) DO NOTHING`,
});

export class SqlExemptions extends Exemptions {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async file(exemption: FiledExemption, claim: RequestClaim | undefined): Promise<void> {
    const { documentSha256, swornOn } = exemption;
    const values = {
      id: exemption.id,
      wallet_address: fromHex(exemption.walletAddress, 32)!,
      kind: exemption.kind,
      fiqh: exemption.fiqh ?? null,
      sworn_on: swornOn === undefined ? null : printDay(swornOn),
      filed_on: printDay(exemption.filedOn),
      document_sha256: documentSha256 === undefined ? null : fromHex(documentSha256, 32)!,
      note: exemption.note ?? null,
      filed_by: exemption.filedBy,
      filed_at: new Date(exemption.filedAtMs),
      claim: claimJson(claim),
      most: MOST_EXEMPTIONS,
    };
    const added = await refusingStrangers(() => this.statements.run(FILE_ZAKAT_EXEMPTION, values));
    if (added.length === 0) throw new TooManyDeclarations();
  }

  override async find(id: string): Promise<FiledExemption | undefined> {
    const [row] = await this.statements.run(ZAKAT_EXEMPTION, { id });
    return row && exemptionOf(row);
  }

  override async page(query: DeclarationQuery): Promise<Numbered<FiledExemption>[]> {
    const { walletAddress, afterNumber = 0, limit } = query;
    const values = {
      wallet_address: walletAddress === undefined ? null : fromHex(walletAddress, 32)!,
      after_number: afterNumber,
      row_limit: limit,
    };
    const rows = await this.statements.run(ZAKAT_EXEMPTIONS_AFTER, values);
    return rows.map((row) => ({ ...exemptionOf(row), number: Number(row.number) }));
  }

  override async accept(id: string, { on, by, atMs }: ExemptionDecision): Promise<void> {
    const values = { id, accepted_on: printDay(on), accepted_by: by, accepted_at: new Date(atMs) };
    await this.statements.run(ACCEPT_ZAKAT_EXEMPTION, values);
  }

  override async end(id: string, { on, by, atMs }: ExemptionDecision): Promise<void> {
    const values = { id, ended_on: printDay(on), ended_by: by, ended_at: new Date(atMs) };
    await this.statements.run(END_ZAKAT_EXEMPTION, values);
  }
}

function exemptionOf(row: RowOf<typeof EXEMPTION>): FiledExemption {
  const day = (text: string | null) => (text === null ? undefined : parseDay(text));
  return {
    id: row.id,
    walletAddress: toHex(row.wallet_address),
    kind: row.kind as ExemptionKind,
    fiqh: row.fiqh ?? undefined,
    swornOn: day(row.sworn_on),
    filedOn: parseDay(row.filed_on),
    documentSha256: row.document_sha256 ? toHex(row.document_sha256) : undefined,
    note: row.note ?? undefined,
    filedBy: row.filed_by,
    filedAtMs: row.filed_at.getTime(),
    acceptedOn: day(row.accepted_on),
    acceptedBy: row.accepted_by ?? undefined,
    endedOn: day(row.ended_on),
    endedBy: row.ended_by ?? undefined,
  };
}
