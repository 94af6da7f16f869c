import { randomUUID } from 'node:crypto';
import { fromHex, toHex } from '@app/chain';
import { claimValues } from '@app/utxo';
import { type ZakatPeriod, type ZakatRun, type ZakatRunBinding, ZakatRuns, type ZakatTotals } from '@app/zakat';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';

const RUN = { id: 'uuid', pool_address: 'bytea', total_wallets: 'integer null' } as const satisfies Columns;

export const UNFINISHED_ZAKAT_RUN = read('unfinished_zakat_run', {
  parameters: {},
  columns: RUN,
  sql: 'SELECT id, pool_address, total_wallets FROM zakat_runs WHERE completed_at IS NULL AND assessment_id IS NULL',
});

export const ZAKAT_RUN_OF_PERIOD = read('zakat_run_of_period', {
  parameters: { period: 'text' },
  columns: RUN,
  sql: 'SELECT id, pool_address, total_wallets FROM zakat_runs WHERE period = $1 AND assessment_id IS NULL',
});

export const ZAKAT_RUN_OF_KEY = read('zakat_run_of_key', {
  parameters: { key_hash: 'bytea', now: 'timestamptz' },
  columns: { ...RUN, request_hash: 'bytea' },
  sql: `SELECT r.id, r.pool_address, r.total_wallets, k.request_hash
        FROM idempotency_keys k JOIN zakat_runs r ON r.id = k.zakat_run
        WHERE k.key_hash = $1 AND k.expires_at > $2`,
});

export const BEGIN_ZAKAT_RUN = write('begin_zakat_run', {
  parameters: { id: 'uuid', pool_address: 'bytea', period: 'text null', claim: 'jsonb null' },
  columns: { begun: 'boolean' },
  sql: 'SELECT true AS begun FROM begin_zakat_run($1, $2, $3, $4)',
});

export const ZAKAT_RUN_TOTALS = read('zakat_run_totals', {
  parameters: { run_id: 'uuid' },
  columns: { processed: 'bigint', total: 'numeric', hashes: 'bytea[]' },
  sql: `SELECT count(*) AS processed, coalesce(sum(amount), 0) AS total,
               (SELECT coalesce(array_agg(hash ORDER BY height), '{}') FROM blocks
                WHERE height IN (SELECT height FROM zakat_records WHERE run_id = $1)) AS hashes
        FROM zakat_records WHERE run_id = $1`,
});

export const CHARGED_IN_ZAKAT_RUN = read('charged_in_zakat_run', {
  parameters: { run_id: 'uuid', addresses: 'bytea[]' },
  columns: { wallet_address: 'bytea' },
  sql: `SELECT DISTINCT z.wallet_address FROM zakat_runs r JOIN zakat_records z ON z.run_id = r.id OR z.period = r.period
        WHERE r.id = $1 AND z.wallet_address = ANY ($2::bytea[])`,
});

export const COMPLETE_ZAKAT_RUN = write('complete_zakat_run', {
  parameters: { run_id: 'uuid', total_wallets: 'integer' },
  columns: {},
  sql: 'UPDATE zakat_runs SET completed_at = now(), total_wallets = $2 WHERE id = $1',
});

export class SqlZakatRuns extends ZakatRuns {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async unfinished(): Promise<ZakatRun | undefined> {
    const [row] = await this.statements.run(UNFINISHED_ZAKAT_RUN, {});
    return row && runOf(row);
  }

  override async ofPeriod(period: ZakatPeriod): Promise<ZakatRun | undefined> {
    const [row] = await this.statements.run(ZAKAT_RUN_OF_PERIOD, { period });
    return row && runOf(row);
  }

  override async ofKey(keyHash: Buffer, nowMs: number): Promise<{ requestHash: Buffer; run: ZakatRun } | undefined> {
    const [row] = await this.statements.run(ZAKAT_RUN_OF_KEY, { key_hash: keyHash, now: new Date(nowMs) });
    return row && { requestHash: row.request_hash, run: runOf(row) };
  }

  override async begin(poolAddress: string, { period, claim }: ZakatRunBinding): Promise<ZakatRun> {
    const id = randomUUID();
    await this.statements.run(BEGIN_ZAKAT_RUN, {
      id,
      pool_address: fromHex(poolAddress, 32)!,
      period: period ?? null,
      claim: claim ? JSON.stringify(claimValues(claim)) : null,
    });
    return { id, poolAddress, totalWallets: undefined };
  }

  override async totals(runId: string): Promise<ZakatTotals> {
    const [row] = await this.statements.run(ZAKAT_RUN_TOTALS, { run_id: runId });
    return { processed: Number(row!.processed), totalUnits: BigInt(row!.total), blockHashes: row!.hashes.map(toHex) };
  }

  override async charged(runId: string, addresses: readonly string[]): Promise<Set<string>> {
    const rows = await this.statements.run(CHARGED_IN_ZAKAT_RUN, {
      run_id: runId,
      addresses: addresses.map((address) => fromHex(address, 32)!),
    });
    return new Set(rows.map((row) => toHex(row.wallet_address)));
  }

  override async complete(runId: string, totalWallets: number): Promise<void> {
    await this.statements.run(COMPLETE_ZAKAT_RUN, { run_id: runId, total_wallets: totalWallets });
  }
}

function runOf({ id, pool_address, total_wallets }: RowOf<typeof RUN>): ZakatRun {
  return { id, poolAddress: toHex(pool_address), totalWallets: total_wallets ?? undefined };
}
