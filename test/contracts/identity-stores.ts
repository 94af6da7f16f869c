import type { ApiKeys, OneTimePasswords, SendTotals, Sessions, Throttles, Users } from '@app/identity';
import { MemoryApiKeys } from '@app/infrastructure/memory/memory-api-keys.js';
import { MemoryOneTimePasswords, MemoryUsers } from '@app/infrastructure/memory/memory-identity.js';
import { MemorySendTotals } from '@app/infrastructure/memory/memory-send-totals.js';
import { MemorySessions } from '@app/infrastructure/memory/memory-sessions.js';
import { MemoryThrottles } from '@app/infrastructure/memory/memory-throttles.js';
import { SqlApiKeys } from '@app/infrastructure/sql/ledger/sql-api-keys.js';
import { SqlOneTimePasswords } from '@app/infrastructure/sql/ledger/sql-one-time-passwords.js';
import { SqlSendTotals } from '@app/infrastructure/sql/ledger/sql-send-totals.js';
import { SqlSessions } from '@app/infrastructure/sql/ledger/sql-sessions.js';
import { SqlThrottles } from '@app/infrastructure/sql/ledger/sql-throttles.js';
import { SqlUsers } from '@app/infrastructure/sql/ledger/sql-users.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { LEDGER_STORAGE_KINDS } from '../support/running-ledger.js';
import { openStatements } from './ledger-statements.js';

export const IDENTITY_STORE_KINDS = ['memory', ...LEDGER_STORAGE_KINDS] as const;

/** What is kept of users, on one kind of storage. */
export interface IdentityStores {
  users: Users;
  passwords: OneTimePasswords;
  sessions: Sessions;
  throttles: Throttles;
  totals: SendTotals;
  keys: ApiKeys;
  /** Of another process on the same storage; in memory there is none. */
  otherTotals: SendTotals;
  /** Undefined in memory. */
  database: Database | undefined;
  stop(): Promise<void>;
}

export async function openIdentityStores(kind: (typeof IDENTITY_STORE_KINDS)[number]): Promise<IdentityStores> {
  if (kind === 'memory') return memoryStores();
  const { statements, database, stop } = await openStatements(kind);
  return {
    users: new SqlUsers(statements),
    passwords: new SqlOneTimePasswords(statements),
    sessions: new SqlSessions(statements),
    throttles: new SqlThrottles(statements),
    totals: new SqlSendTotals(statements),
    keys: new SqlApiKeys(statements),
    otherTotals: new SqlSendTotals(statements),
    database,
    stop,
  };
}

function memoryStores(): IdentityStores {
  const users = new MemoryUsers();
  const totals = new MemorySendTotals();
  return {
    users,
    passwords: new MemoryOneTimePasswords(),
    sessions: new MemorySessions(users),
    throttles: new MemoryThrottles(),
    totals,
    keys: new MemoryApiKeys(users),
    otherTotals: totals,
    database: undefined,
    stop: async () => {},
  };
}
