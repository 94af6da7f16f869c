import { fromHex, toHex } from '@app/chain';
import type { RequestClaim } from '@app/utxo';
import {
  Debts,
  type DeclarationQuery,
  type DeclaredDebt,
  MOST_DEBTS,
  type Numbered,
  parseDay,
  printDay,
  type Settlement,
  TooManyDeclarations,
  WalletNotRegistered,
} from '@app/zakat';
import { ConstraintViolated } from '../database.errors.js';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';
import { claimJson, refuseTakenKey } from './sql-made-records.js';

const DEBT = {
  number: 'bigint',
  id: 'uuid',
  wallet_address: 'bytea',
  amount: 'bigint',
  due_on: 'text',
  note: 'text null',
  declared_by: 'text',
  declared_at: 'timestamptz',
  settled_on: 'text null',
} as const satisfies Columns;

const SELECT = `SELECT number, id, wallet_address, amount, to_char(due_on, 'YYYY-MM-DD') AS due_on, note, declared_by, declared_at,
               to_char(s.settled_on, 'YYYY-MM-DD') AS settled_on
        FROM zakat_debts LEFT JOIN zakat_debt_settlements s ON s.debt_id = id`;

export const DECLARE_ZAKAT_DEBT = write('declare_zakat_debt', {
  parameters: {
    id: 'uuid',
    wallet_address: 'bytea',
    amount: 'bigint',
    due_on: 'text',
    note: 'text null',
    declared_by: 'text',
    declared_at: 'timestamptz',
    claim: 'jsonb null',
    most: 'integer',
  },
  columns: { declared: 'boolean' },
  sql: `WITH added AS (
          INSERT INTO zakat_debts (id, wallet_address, amount, due_on, note, declared_by, declared_at)
          SELECT $1, $2, $3, $4::date, $5, $6, $7
          WHERE (SELECT count(*) FROM zakat_debts WHERE wallet_address = $2) < $9 RETURNING id)
        SELECT claim_record($8, id) AS declared FROM added`,
});

export const ZAKAT_DEBT = read('zakat_debt', {
  parameters: { id: 'uuid' },
  columns: DEBT,
  sql: `${SELECT} WHERE id = $1`,
});

export const ZAKAT_DEBTS_AFTER = read('zakat_debts_after', {
  parameters: { wallet_address: 'bytea null', after_number: 'bigint', row_limit: 'integer' },
  columns: DEBT,
  sql: `${SELECT} WHERE ($1::bytea IS NULL OR wallet_address = $1) AND number > $2 ORDER BY number LIMIT $3`,
});

export const SETTLE_ZAKAT_DEBT = write('settle_zakat_debt', {
  parameters: { id: 'uuid', settled_on: 'text', settled_by: 'text', settled_at: 'timestamptz' },
  columns: {},
  sql: `INSERT INTO zakat_debt_settlements (debt_id, settled_on, settled_by, settled_at) VALUES ($1, $2::date, $3, $4)
        ON CONFLICT (debt_id) DO NOTHING`,
});

export class SqlDebts extends Debts {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async declare(debt: DeclaredDebt, claim: RequestClaim | undefined): Promise<void> {
    const values = {
      id: debt.id,
      wallet_address: fromHex(debt.walletAddress, 32)!,
      amount: debt.amount,
      due_on: printDay(debt.dueOn),
      note: debt.note ?? null,
      declared_by: debt.declaredBy,
      declared_at: new Date(debt.declaredAtMs),
      claim: claimJson(claim),
      most: MOST_DEBTS,
    };
    const added = await refusingStrangers(() => this.statements.run(DECLARE_ZAKAT_DEBT, values));
    if (added.length === 0) throw new TooManyDeclarations();
  }

  override async find(id: string): Promise<DeclaredDebt | undefined> {
    const [row] = await this.statements.run(ZAKAT_DEBT, { id });
    return row && debtOf(row);
  }

  override async page({ walletAddress, afterNumber = 0, limit }: DeclarationQuery): Promise<Numbered<DeclaredDebt>[]> {
    const values = {
      wallet_address: walletAddress === undefined ? null : fromHex(walletAddress, 32)!,
      after_number: afterNumber,
      row_limit: limit,
    };
    const rows = await this.statements.run(ZAKAT_DEBTS_AFTER, values);
    return rows.map((row) => ({ ...debtOf(row), number: Number(row.number) }));
  }

  override async settle(id: string, { settledOn, settledBy, settledAtMs }: Settlement): Promise<void> {
    await this.statements.run(SETTLE_ZAKAT_DEBT, {
      id,
      settled_on: printDay(settledOn),
      settled_by: settledBy,
      settled_at: new Date(settledAtMs),
    });
  }
}

/** @throws WalletNotRegistered, KeyTaken in place of the constraint that says so */
export async function refusingStrangers<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    refuseTakenKey(error);
    const isStranger = error instanceof ConstraintViolated && error.constraint.endsWith('_wallet_address_fkey');
    throw isStranger ? new WalletNotRegistered() : error;
  }
}

function debtOf(row: RowOf<typeof DEBT>): DeclaredDebt {
  return {
    id: row.id,
    walletAddress: toHex(row.wallet_address),
    amount: BigInt(row.amount),
    dueOn: parseDay(row.due_on),
    note: row.note ?? undefined,
    declaredBy: row.declared_by,
    declaredAtMs: row.declared_at.getTime(),
    settledOn: row.settled_on === null ? undefined : parseDay(row.settled_on),
  };
}
