import { fromHex, toHex } from '@app/chain';
import {
  ApiKeyExists,
  ApiKeys,
  type KeyScope,
  type ListedApiKey,
  type LiveApiKey,
  MOST_API_KEYS,
  type NewApiKey,
  TooManyApiKeys,
} from '@app/identity';
import { ConstraintViolated } from '../database.errors.js';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';

const TERMS = {
  id: 'uuid',
  holder: 'text',
  scopes: 'text[]',
  limit_per_day: 'bigint null',
  addresses: 'bytea[] null',
  networks: 'text[] null',
  last_used_at: 'timestamptz null',
} as const satisfies Columns;

const LISTED = {
  ...TERMS,
  name: 'text',
  created_at: 'timestamptz',
  expires_at: 'timestamptz null',
  revoked_at: 'timestamptz null',
} as const satisfies Columns;

const LISTED_NAMES = Object.keys(LISTED).join(', ');

/** Of the holder's places it takes the first that is free: the unique index on them holds when many are made at once. */
export const ADD_API_KEY = write('add_api_key', {
  parameters: {
    id: 'uuid',
    key_hash: 'bytea',
    name: 'text',
    holder: 'text',
    user_id: 'uuid null',
    scopes: 'text[]',
    limit_per_day: 'bigint null',
    addresses: 'bytea[] null',
    networks: 'text[] null',
    created_at: 'timestamptz',
    expires_at: 'timestamptz null',
    most: 'integer',
  },
  columns: { place: 'smallint' },
  sql: `WITH forgotten AS (
          DELETE FROM api_keys WHERE id IN (
            SELECT id FROM api_keys WHERE holder = $4 AND revoked_at IS NOT NULL ORDER BY revoked_at DESC OFFSET $12)
          RETURNING id),
        uncounted AS (DELETE FROM send_totals WHERE sender IN (SELECT id FROM forgotten))
        INSERT INTO api_keys (id, key_hash, name, holder, user_id, scopes, limit_per_day, addresses, networks, created_at, expires_at, place)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, p FROM generate_series(1, $12) AS p
        WHERE NOT EXISTS (SELECT FROM api_keys k WHERE k.holder = $4 AND k.place = p AND k.revoked_at IS NULL)
        ORDER BY p LIMIT 1
        RETURNING place`,
});

export const LIVE_API_KEY = read('live_api_key', {
  parameters: { key_hash: 'bytea', now: 'timestamptz' },
  columns: { ...TERMS, user_id: 'uuid null', email: 'text null', wallet_address: 'bytea null' },
  sql: `SELECT k.id, k.holder, k.scopes, k.limit_per_day, k.addresses, k.networks, k.last_used_at, k.user_id, u.email, w.wallet_address
        FROM api_keys k LEFT JOIN users u ON u.id = k.user_id LEFT JOIN wallet_profiles w ON w.user_id = k.user_id
        WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)`,
});

export const TOUCH_API_KEY = write('touch_api_key', {
  parameters: { id: 'uuid', now: 'timestamptz' },
  columns: {},
  sql: 'UPDATE api_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)',
});

export const API_KEYS = read('api_keys_of_holder', {
  parameters: { holder: 'text null' },
  columns: LISTED,
  sql: `SELECT ${LISTED_NAMES} FROM api_keys
        WHERE CASE WHEN $1::text IS NULL THEN user_id IS NULL ELSE holder = $1 END ORDER BY created_at DESC, id`,
});

export const REVOKE_API_KEY = write('revoke_api_key', {
  parameters: { id: 'uuid', holder: 'text null', actor: 'text', at: 'timestamptz' },
  columns: LISTED,
  sql: `UPDATE api_keys SET revoked_at = coalesce(revoked_at, $4), revoked_by = coalesce(revoked_by, $3)
        WHERE id = $1 AND ($2::text IS NULL OR holder = $2) RETURNING ${LISTED_NAMES}`,
});

/** Callers at once want the same place; each turn one of them gets it. */
const MOST_TURNS = 20;

export class SqlApiKeys extends ApiKeys {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async add(key: NewApiKey): Promise<void> {
    for (let turn = 1; ; turn++) {
      try {
        if ((await this.statements.run(ADD_API_KEY, valuesOf(key))).length === 0) throw new TooManyApiKeys();
        return;
      } catch (cause) {
        if (!(cause instanceof ConstraintViolated)) throw cause;
        if (cause.constraint === 'api_keys_name') throw new ApiKeyExists({ cause });
        if (cause.constraint !== 'api_keys_place' || turn >= MOST_TURNS) throw cause;
      }
    }
  }

  override async find(keyHash: Uint8Array, nowMs: number): Promise<LiveApiKey | undefined> {
    const [row] = await this.statements.run(LIVE_API_KEY, { key_hash: keyHash, now: new Date(nowMs) });
    if (!row) return undefined;
    const { user_id: userId, email, wallet_address } = row;
    const user = userId === null ? undefined : { userId, email: email!, address: toHex(wallet_address!) };
    return { ...termsOf(row), user };
  }

  override async touch(id: string, nowMs: number): Promise<void> {
    await this.statements.run(TOUCH_API_KEY, { id, now: new Date(nowMs) });
  }

  override async list(holder: string | undefined): Promise<ListedApiKey[]> {
    return (await this.statements.run(API_KEYS, { holder: holder ?? null })).map(listed);
  }

  override async revoke(id: string, holder: string | undefined, { actor, atMs }: { actor: string; atMs: number }) {
    const values = { id, holder: holder ?? null, actor, at: new Date(atMs) };
    const [row] = await this.statements.run(REVOKE_API_KEY, values);
    return row && listed(row);
  }
}

function valuesOf(key: NewApiKey) {
  return {
    id: key.id,
    key_hash: key.keyHash,
    name: key.name,
    holder: key.holder,
    user_id: key.userId ?? null,
    scopes: key.scopes,
    limit_per_day: key.limitPerDay ?? null,
    addresses: key.addresses?.map((address) => fromHex(address, 32)!) ?? null,
    networks: key.networks ?? null,
    created_at: new Date(key.createdAtMs),
    expires_at: key.expiresAtMs === undefined ? null : new Date(key.expiresAtMs),
    most: MOST_API_KEYS,
  };
}

function termsOf(row: RowOf<typeof TERMS>) {
  return {
    id: row.id,
    holder: row.holder,
    scopes: row.scopes as KeyScope[],
    limitPerDay: row.limit_per_day === null ? undefined : BigInt(row.limit_per_day),
    addresses: row.addresses?.map(toHex),
    networks: row.networks ?? undefined,
    lastUsedAtMs: row.last_used_at?.getTime(),
  };
}

function listed(row: RowOf<typeof LISTED>): ListedApiKey {
  return {
    ...termsOf(row),
    name: row.name,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at?.getTime(),
    revokedAtMs: row.revoked_at?.getTime(),
  };
}
