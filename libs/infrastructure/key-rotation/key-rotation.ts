import { recordAct } from '@app/infrastructure/audit/record-act.js';
import { WrongMasterKey } from '@app/infrastructure/crypto/key-ring.errors.js';
import { indexKeySeal, type KeyRing, loadKeys, loadNamedKeys } from '@app/infrastructure/crypto/key-ring.js';
import type { MasterKeySource } from '@app/infrastructure/crypto/master-key-source.js';
import { makePassphraseSalt } from '@app/infrastructure/crypto/master-passphrase.js';
import { keyIdOf, rewrapRecord } from '@app/infrastructure/crypto/sealed-record.js';
import { SqlKeyRings } from '@app/infrastructure/sql/sql-key-rings.js';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import type { KeyManagement } from '@app/kernel';
import { DamagedRecords, OtherRotationUnfinished } from './rotation.errors.js';
import type { SealedColumn } from './sealed-column.js';

const ROWS_AT_ONCE = 100;
/** Damaged records that a message names. */
const MOST_NAMED = 5;

interface SealedRow {
  id: string;
  place: string[];
  sealed: Buffer;
}

interface Keys {
  readonly from: KeyManagement;
  readonly to: KeyManagement;
}

/**
 * Moves one store from a master key to another. Data keys are wrapped anew, a batch of rows to a transaction; the secrets
 * stay as they are. Every step may be the last one before a crash: each record names the key that it is under, the ring says
 * which two keys those are, and the same rotation, begun again, goes on with what is left.
 */
export class KeyRotation {
  private keys: Keys | undefined;
  private salt: Buffer | undefined;

  constructor(
    private readonly database: Database,
    private readonly columns: readonly SealedColumn[],
  ) {}

  /**
   * Looks at everything and changes nothing.
   * @returns false when there is nothing to do: the store has no keys yet, or is under the new key
   * @throws WrongMasterKey, OtherRotationUnfinished, DamagedRecords, MasterKeyUnusable
   */
  async prepare(from: MasterKeySource, to: MasterKeySource): Promise<boolean> {
    const ring = await new SqlKeyRings(this.database, this.schema).find();
    if (!ring || (!ring.next && (await loadNamedKeys(to, ring)))) return false;
    this.keys = await this.loadBoth(ring, from, to);
    await this.refuseDamaged(this.keys);
    return true;
  }

  /** From here on a server refuses to start until {@link finish}. */
  async begin(): Promise<void> {
    await this.database.query(
      'UPDATE master_key SET next_key_id = $1, next_passphrase_salt = $2 WHERE next_key_id IS NULL',
      [this.prepared.to.keyId, this.salt ?? null],
    );
  }

  /** @returns how many records were moved by this call */
  async rewrap(): Promise<number> {
    let moved = 0;
    for (const column of this.columns) {
      await this.walk(column, async (query, rows) => {
        moved += await this.rewrapRows(query, column, rows);
      });
    }
    return moved;
  }

  /** Puts the new key in charge; what a server with the old key added meanwhile is moved too. */
  async finish(): Promise<void> {
    while (!(await this.database.transaction((query) => this.hand(query)))) await this.rewrap();
  }

  private get schema(): 'ledger' | 'registry' {
    return this.database.schema as 'ledger' | 'registry';
  }

  private get prepared(): Keys {
    if (!this.keys) throw new TypeError('the rotation was not prepared');
    return this.keys;
  }

  private async loadBoth(ring: KeyRing, from: MasterKeySource, to: MasterKeySource): Promise<Keys> {
    const old = await loadNamedKeys(from, ring);
    if (!old) throw new WrongMasterKey();
    if (ring.next) {
      const next = await loadNamedKeys(to, ring.next);
      if (!next) throw new OtherRotationUnfinished(this.schema);
      this.salt = ring.next.passphraseSalt;
      return { from: old, to: next };
    }
    this.salt = to.kind === 'passphrase' ? makePassphraseSalt() : undefined;
    return { from: old, to: await loadKeys(to, this.salt) };
  }

  /** A record that opens under neither key would keep the rotation from ever ending, so it is not begun. */
  private async refuseDamaged({ from, to }: Keys): Promise<void> {
    const damaged: string[] = [];
    for (const column of this.columns) {
      await this.walk(column, async (_, rows) => {
        for (const { id, place, sealed } of rows) {
          const keys = keyIdOf(sealed).equals(to.keyId) ? { from: to, to: from } : { from, to };
          await rewrapRecord(sealed, column.context(place), keys).catch(() => {
            damaged.push(`${column.table} ${id}`);
          });
        }
      });
    }
    if (damaged.length > 0) throw new DamagedRecords(this.schema, damaged.length, damaged.slice(0, MOST_NAMED));
  }

  private async rewrapRows(query: SqlQuery, column: SealedColumn, rows: SealedRow[]): Promise<number> {
    const { from } = this.prepared;
    const stale = rows.filter(({ sealed }) => keyIdOf(sealed).equals(from.keyId));
    const sealed = await Promise.all(
      stale.map((row) => rewrapRecord(row.sealed, column.context(row.place), this.prepared)),
    );
    await query(
      `UPDATE ${column.table} AS t SET ${column.column} = u.sealed
       FROM unnest($1::${column.idType}[], $2::bytea[]) AS u(id, sealed) WHERE t.${column.id} = u.id`,
      [stale.map(({ id }) => id), sealed],
    );
    return stale.length;
  }

  /** Every sealed record of a column, in batches, each in a transaction that holds its rows. */
  private async walk(
    { table, column, id, idType, place }: SealedColumn,
    visit: (query: SqlQuery, rows: SealedRow[]) => Promise<void>,
  ): Promise<void> {
    const sql = `SELECT ${id}::text AS id, ARRAY[${place.join(', ')}] AS place, ${column} AS sealed FROM ${table} AS t
      WHERE ${column} IS NOT NULL AND ($1::${idType} IS NULL OR t.${id} > $1) ORDER BY t.${id} LIMIT ${ROWS_AT_ONCE} FOR UPDATE`;
    for (let after: string | null | undefined = null; after !== undefined; ) {
      const from: string | null = after;
      after = await this.database.transaction(async (query): Promise<string | undefined> => {
        const rows = await query<SealedRow>(sql, [from]);
        await visit(query, rows);
        return rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)!.id;
      });
    }
  }

  /** @returns false when a record under the old key has come since */
  private async hand(query: SqlQuery): Promise<boolean> {
    const { from, to } = this.prepared;
    for (const { table, column } of this.columns) {
      await query(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
      const [left] = await query<{ some: boolean }>(
        `SELECT EXISTS (SELECT FROM ${table} WHERE substring(${column} FROM 2 FOR 8) <> $1) AS some`,
        [to.keyId],
      );
      if (left!.some) return false;
    }
    const [ring] = await query<{ sealed_index_key: Buffer }>('SELECT sealed_index_key FROM master_key FOR UPDATE');
    const indexKey = await rewrapRecord(ring!.sealed_index_key, indexKeySeal(this.schema), { from, to });
    await query(
      `UPDATE master_key SET key_id = next_key_id, passphrase_salt = next_passphrase_salt, sealed_index_key = $1,
         next_key_id = NULL, next_passphrase_salt = NULL`,
      [indexKey],
    );
    const details = { from: from.keyId.toString('hex'), to: to.keyId.toString('hex') };
    await recordAct(query, { actor: 'operator', action: 'master_key_rotated', subject: this.schema, details });
    return true;
  }
}
