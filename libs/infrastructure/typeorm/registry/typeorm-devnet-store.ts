import {
  type AnsweredRequest,
  type DevnetRecords,
  DevnetStore,
  KeyAlreadyAnswered,
  type KeyedRequest,
} from '@app/infrastructure/devnet/devnet-store.js';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { IDEMPOTENCY_KEY_LIFETIME_MS } from '@app/kernel';
import type { Database } from '../database.js';

/** The devnet in the registry's own database, so that what a demo was told is still true after a restart. */
export class TypeormDevnetStore extends DevnetStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async load(): Promise<DevnetRecords> {
    const { query } = this.database;
    const keys = await query<DevnetRecords['keys'][number]>(
      `SELECT address, encode(private_key, 'hex') AS "privateKeyHex", owner, purpose, label FROM devnet_keys ORDER BY number`,
    );
    const transactions = await query<DevnetRecords['transactions'][number]>(
      `SELECT txid, encode(bytes, 'hex') AS hex FROM devnet_transactions ORDER BY number`,
    );
    const standings = await query<DevnetRecords['standings'][number]>(
      `SELECT txid, standing FROM devnet_transactions WHERE standing <> 'waiting' ORDER BY number`,
    );
    const blocks = await query<DevnetRecords['blocks'][number]>(
      `SELECT hash, height::int4 AS height, previous_hash AS "previousHash", "time"::float8 AS "timeSeconds",
              transaction_ids AS "transactionIds" FROM devnet_blocks ORDER BY number`,
    );
    const [tip] = await query<{ hash: string }>('SELECT hash FROM devnet_tip');
    return { keys, transactions, standings, blocks, tipHash: tip?.hash ?? null };
  }

  override async answerTo({ caller, key }: KeyedRequest, sinceMs: number): Promise<AnsweredRequest | undefined> {
    const [row] = await this.database.query<{ fingerprint: string; answer: string; created_at: Date }>(
      `SELECT encode(fingerprint, 'hex') AS fingerprint, answer, created_at FROM devnet_requests
       WHERE caller = $1 AND key = $2 AND created_at >= $3`,
      [caller, key, new Date(sinceMs)],
    );
    return row && { caller, key, fingerprint: row.fingerprint, answer: row.answer, atMs: row.created_at.getTime() };
  }

  override async append(
    { keys, transactions, standings, blocks, tipHash }: DevnetRecords,
    answered?: AnsweredRequest,
  ): Promise<void> {
    await this.database.transaction(async (query) => {
      if (answered) await remember(query, answered);
      for (const { address, privateKeyHex, owner, purpose, label } of keys)
        await query(
          `INSERT INTO devnet_keys (address, private_key, owner, purpose, label)
           VALUES ($1, decode($2, 'hex'), $3, $4, $5) ON CONFLICT (address) DO NOTHING`,
          [address, privateKeyHex, owner, purpose, label],
        );
      for (const { txid, hex } of transactions)
        await query(
          `INSERT INTO devnet_transactions (txid, bytes) VALUES ($1, decode($2, 'hex')) ON CONFLICT (txid) DO NOTHING`,
          [txid, hex],
        );
      for (const { txid, standing } of standings)
        await query('UPDATE devnet_transactions SET standing = $2 WHERE txid = $1', [txid, standing]);
      for (const { hash, height, previousHash, timeSeconds, transactionIds } of blocks)
        await query(
          `INSERT INTO devnet_blocks (hash, height, previous_hash, "time", transaction_ids)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING`,
          [hash, height, previousHash, timeSeconds, transactionIds],
        );
      if (tipHash !== null)
        await query(
          'INSERT INTO devnet_tip (hash) VALUES ($1) ON CONFLICT (single) DO UPDATE SET hash = excluded.hash',
          [tipHash],
        );
    });
  }
}

/** The same row again is no conflict; another one for the key undoes the whole transaction. */
async function remember(query: SqlQuery, { caller, key, fingerprint, answer, atMs }: AnsweredRequest): Promise<void> {
  await query('DELETE FROM devnet_requests WHERE created_at < $1', [new Date(atMs - IDEMPOTENCY_KEY_LIFETIME_MS)]);
  const stored = await query<{ key: string }>(
    `INSERT INTO devnet_requests AS r (caller, key, fingerprint, answer, created_at)
     VALUES ($1, $2, decode($3, 'hex'), $4, $5)
     ON CONFLICT (caller, key) DO UPDATE SET answer = excluded.answer
       WHERE r.fingerprint = excluded.fingerprint AND r.answer = excluded.answer
     RETURNING key`,
    [caller, key, fingerprint, answer, new Date(atMs)],
  );
  if (stored.length === 0) throw new KeyAlreadyAnswered();
}
