import { fromHex, toHex } from '@app/chain';
import { type PolicyVersion, ZakatPolicies, type ZakatPolicy } from '@app/zakat';
import { ConstraintViolated } from '../database.errors.js';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';

const POLICY = {
  version: 'integer',
  rate: 'text',
  hawl: 'text',
  nisab_standard: 'text',
  debts: 'text',
  time_zone: 'text',
  excluded: 'bytea[]',
  minimum_deduction: 'bigint',
  amilin_numerator: 'bigint',
  amilin_denominator: 'bigint',
  approvals: 'smallint',
  author: 'text',
  created_at: 'timestamptz',
} as const satisfies Columns;

const COLUMNS = Object.keys(POLICY).join(', ');

/** The latest one first, those below a version. */
export const ZAKAT_POLICIES_BEFORE = read('zakat_policies_before', {
  parameters: { before_version: 'integer null', row_limit: 'integer' },
  columns: POLICY,
  sql: `SELECT ${COLUMNS} FROM zakat_policies WHERE $1::integer IS NULL OR version < $1 ORDER BY version DESC LIMIT $2`,
});

export const ZAKAT_POLICY = read('zakat_policy', {
  parameters: { version: 'integer' },
  columns: POLICY,
  sql: `SELECT ${COLUMNS} FROM zakat_policies WHERE version = $1`,
});

/** Two that add one version at once: the primary key refuses one of them. */
export const SET_ZAKAT_POLICY = write('set_zakat_policy', {
  parameters: POLICY,
  columns: { set: 'boolean' },
  sql: `WITH added AS (
          INSERT INTO zakat_policies (${COLUMNS})
          SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
          WHERE $1 = (SELECT coalesce(max(version), 0) + 1 FROM zakat_policies)
          RETURNING version)
        SELECT EXISTS (SELECT 1 FROM added) AS set`,
});

export class SqlZakatPolicies extends ZakatPolicies {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async latest(): Promise<PolicyVersion | undefined> {
    return (await this.page(undefined, 1))[0];
  }

  override async version(version: number): Promise<PolicyVersion | undefined> {
    const [row] = await this.statements.run(ZAKAT_POLICY, { version });
    return row && versionOf(row);
  }

  override async page(beforeVersion: number | undefined, limit: number): Promise<PolicyVersion[]> {
    const values = { before_version: beforeVersion ?? null, row_limit: limit };
    return (await this.statements.run(ZAKAT_POLICIES_BEFORE, values)).map(versionOf);
  }

  override async append({ version, policy, author, createdAtMs }: PolicyVersion): Promise<boolean> {
    const values = {
      version,
      rate: policy.rate,
      hawl: policy.hawl,
      nisab_standard: policy.nisabStandard,
      debts: policy.debts,
      time_zone: policy.timeZone,
      excluded: policy.excluded.map((address) => fromHex(address, 32)!),
      minimum_deduction: policy.minimumDeduction,
      amilin_numerator: policy.amilinCap.numerator,
      amilin_denominator: policy.amilinCap.denominator,
      approvals: policy.approvals,
      author,
      created_at: new Date(createdAtMs),
    };
    return wasAdded('zakat_policies_pkey', async () => (await this.statements.run(SET_ZAKAT_POLICY, values))[0]!.set);
  }
}

/** Whether a version was added: not when its number was taken meanwhile, which the primary key then says. */
export async function wasAdded(primaryKey: string, add: () => Promise<boolean>): Promise<boolean> {
  try {
    return await add();
  } catch (error) {
    if (error instanceof ConstraintViolated && error.constraint === primaryKey) return false;
    throw error;
  }
}

/** The checks of the table are the choices of the types. */
function versionOf(row: RowOf<typeof POLICY>): PolicyVersion {
  return {
    version: row.version,
    policy: {
      rate: row.rate as ZakatPolicy['rate'],
      hawl: row.hawl as ZakatPolicy['hawl'],
      nisabStandard: row.nisab_standard as ZakatPolicy['nisabStandard'],
      debts: row.debts as ZakatPolicy['debts'],
      timeZone: row.time_zone,
      excluded: row.excluded.map(toHex),
      minimumDeduction: BigInt(row.minimum_deduction),
      amilinCap: { numerator: BigInt(row.amilin_numerator), denominator: BigInt(row.amilin_denominator) },
      approvals: row.approvals,
    },
    author: row.author,
    createdAtMs: row.created_at.getTime(),
  };
}
