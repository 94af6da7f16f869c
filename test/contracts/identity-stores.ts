import type { OneTimePasswords, Sessions, Throttles, Users } from '@app/identity';
import { MemoryOneTimePasswords, MemoryUsers } from '@app/infrastructure/memory/memory-identity.js';
import { MemorySessions } from '@app/infrastructure/memory/memory-sessions.js';
import { MemoryThrottles } from '@app/infrastructure/memory/memory-throttles.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { TypeormOneTimePasswords } from '@app/infrastructure/typeorm/ledger/typeorm-one-time-passwords.js';
import { TypeormSessions } from '@app/infrastructure/typeorm/ledger/typeorm-sessions.js';
import { TypeormThrottles } from '@app/infrastructure/typeorm/ledger/typeorm-throttles.js';
import { TypeormUsers } from '@app/infrastructure/typeorm/ledger/typeorm-users.js';
import { LEDGER_STORAGE_KINDS } from '../support/running-ledger.js';
import { openStatements } from './ledger-statements.js';

export const IDENTITY_STORE_KINDS = ['memory', ...LEDGER_STORAGE_KINDS] as const;

/** What is kept of users, on one kind of storage. */
export interface IdentityStores {
  users: Users;
  passwords: OneTimePasswords;
  sessions: Sessions;
  throttles: Throttles;
  /** Undefined in memory. */
  database: Database | undefined;
  stop(): Promise<void>;
}

export async function openIdentityStores(kind: (typeof IDENTITY_STORE_KINDS)[number]): Promise<IdentityStores> {
  if (kind === 'memory') return memoryStores();
  const { statements, database, stop } = await openStatements(kind);
  return {
    users: new TypeormUsers(statements),
    passwords: new TypeormOneTimePasswords(statements),
    sessions: new TypeormSessions(statements),
    throttles: new TypeormThrottles(statements),
    database,
    stop,
  };
}

function memoryStores(): IdentityStores {
  const users = new MemoryUsers();
  return {
    users,
    passwords: new MemoryOneTimePasswords(),
    sessions: new MemorySessions(users),
    throttles: new MemoryThrottles(),
    database: undefined,
    stop: async () => {},
  };
}
