import { ApiKeys, OneTimePasswords, SendTotals, Sessions, Throttles, Users } from '@app/identity';
import { MemoryApiKeys } from '@app/infrastructure/memory/memory-api-keys.js';
import { MemoryOneTimePasswords, type MemoryUsers } from '@app/infrastructure/memory/memory-identity.js';
import { MemorySendTotals } from '@app/infrastructure/memory/memory-send-totals.js';
import { MemorySessions } from '@app/infrastructure/memory/memory-sessions.js';
import { MemoryThrottles } from '@app/infrastructure/memory/memory-throttles.js';
import { SqlApiKeys } from '@app/infrastructure/sql/ledger/sql-api-keys.js';
import { SqlOneTimePasswords } from '@app/infrastructure/sql/ledger/sql-one-time-passwords.js';
import { SqlSendTotals } from '@app/infrastructure/sql/ledger/sql-send-totals.js';
import { SqlSessions } from '@app/infrastructure/sql/ledger/sql-sessions.js';
import { SqlThrottles } from '@app/infrastructure/sql/ledger/sql-throttles.js';
import { SqlUsers } from '@app/infrastructure/sql/ledger/sql-users.js';
import type { Statements } from '@app/infrastructure/sql/statement.js';

/** What stands behind the ports of users where they are kept … */
export function storedIdentity(statements: Statements) {
  return [
    { provide: Users, useValue: new SqlUsers(statements) },
    { provide: OneTimePasswords, useValue: new SqlOneTimePasswords(statements) },
    { provide: Sessions, useValue: new SqlSessions(statements) },
    { provide: Throttles, useValue: new SqlThrottles(statements) },
    { provide: SendTotals, useValue: new SqlSendTotals(statements) },
    { provide: ApiKeys, useValue: new SqlApiKeys(statements) },
  ];
}

/** … and where they are not. */
export function identityInMemory(users: MemoryUsers) {
  return [
    { provide: Users, useValue: users },
    { provide: OneTimePasswords, useValue: new MemoryOneTimePasswords() },
    { provide: Sessions, useValue: new MemorySessions(users) },
    { provide: Throttles, useValue: new MemoryThrottles() },
    { provide: SendTotals, useValue: new MemorySendTotals() },
    { provide: ApiKeys, useValue: new MemoryApiKeys(users) },
  ];
}
