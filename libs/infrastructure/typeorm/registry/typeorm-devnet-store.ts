import {
  type AnsweredRequest,
  type DevnetRecords,
  DevnetStore,
  KeyAlreadyAnswered,
  type KeyedRequest,
} from '@app/infrastructure/devnet/devnet-store.js';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { IDEMPOTENCY_KEY_LIFETIME_MS } from '@app/kernel';
import { type EntityManager, type EntityTarget, MoreThanOrEqual, type QueryDeepPartialEntity } from 'typeorm';
import type { Database } from '../database.js';
import { demandSession } from '../fenced-append.js';
import type { LockSession } from '../lock-session.js';
import {
  DevnetBlockEntity,
  DevnetKeyEntity,
  DevnetRequestEntity,
  DevnetTipEntity,
  DevnetTransactionEntity,
} from './entities/devnet.entity.js';

/** The devnet in the registry's own database, so that what a demo was told is still true after a restart. */
export class TypeormDevnetStore extends DevnetStore {
  /** @param holder the session that has the devnet for this process; nothing is stored once it has ended */
  constructor(
    private readonly database: Database,
    private readonly holder?: LockSession,
  ) {
    super();
  }

  override load(): Promise<DevnetRecords> {
    return this.database.transaction(async (query, manager) => {
      // What the process before is storing at this moment is waited for.
      await query('LOCK TABLE devnet_tip IN SHARE MODE');
      return this.loadWith(manager);
    });
  }

  private async loadWith(manager: EntityManager): Promise<DevnetRecords> {
    const order = { number: 'ASC' } as const;
    const keys = await manager.find(DevnetKeyEntity, { order });
    const transactions = await manager.find(DevnetTransactionEntity, { order });
    const blocks = await manager.find(DevnetBlockEntity, { order });
    const [tip] = await manager.find(DevnetTipEntity);
    const standings = transactions.filter(({ standing }) => standing !== 'waiting');
    return {
      keys: keys.map(({ number: _, ...key }) => key),
      transactions: transactions.map(({ txid, hex }) => ({ txid, hex })),
      standings: standings.map(({ txid, standing }) => ({ txid, standing })),
      blocks: blocks.map(({ number: _, ...block }) => block),
      tipHash: tip?.hash ?? null,
    };
  }

  override async answerTo(request: KeyedRequest, sinceMs: number): Promise<AnsweredRequest | undefined> {
    const { caller, key } = request;
    const answered = { caller, key, atMs: MoreThanOrEqual(sinceMs) };
    return (await this.database.manager.findOneBy(DevnetRequestEntity, answered)) ?? undefined;
  }

  override async append(
    { keys, transactions, standings, blocks, tipHash }: DevnetRecords,
    answered?: AnsweredRequest,
  ): Promise<void> {
    await this.database.transaction(async (query, manager) => {
      await query('LOCK TABLE devnet_tip IN ROW EXCLUSIVE MODE');
      if (this.holder) await demandSession(query, this.holder);
      if (answered) await remember(query, answered);
      await addNew(manager, DevnetKeyEntity, keys);
      await addNew(manager, DevnetTransactionEntity, transactions);
      for (const { txid, standing } of standings) await manager.update(DevnetTransactionEntity, { txid }, { standing });
      await addNew(manager, DevnetBlockEntity, blocks);
      if (tipHash !== null) await manager.upsert(DevnetTipEntity, { single: true, hash: tipHash }, ['single']);
    });
  }
}

/** A row that is there already is left as it is. TypeORM is not to write what it generates into the caller's rows. */
async function addNew<Row extends object>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: QueryDeepPartialEntity<Row>[],
): Promise<void> {
  if (rows.length === 0) return;
  await manager.createQueryBuilder().insert().into(entity).values(rows).orIgnore().updateEntity(false).execute();
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
