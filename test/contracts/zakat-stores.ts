import { randomBytes, randomUUID } from 'node:crypto';
import { SqlCalendarOverrides } from '@app/infrastructure/sql/ledger/sql-calendar-overrides.js';
import { SqlDebts } from '@app/infrastructure/sql/ledger/sql-debts.js';
import { SqlExemptions } from '@app/infrastructure/sql/ledger/sql-exemptions.js';
import { SqlMadeRecords } from '@app/infrastructure/sql/ledger/sql-made-records.js';
import { SqlNisabSnapshots } from '@app/infrastructure/sql/ledger/sql-nisab-snapshots.js';
import { SqlUsers } from '@app/infrastructure/sql/ledger/sql-users.js';
import { SqlZakatPolicies } from '@app/infrastructure/sql/ledger/sql-zakat-policies.js';
import type { RequestClaim } from '@app/utxo';
import type { LedgerStorageKind } from '../support/running-ledger.js';
import { openStatements } from './ledger-statements.js';

export const NOON_MS = Date.UTC(2026, 10, 21, 12);
const HOUR_MS = 3_600_000;

export type ZakatStores = Awaited<ReturnType<typeof openZakatStores>>;

/** What zakat is reckoned by, on one kind of storage. */
export async function openZakatStores(kind: LedgerStorageKind) {
  const { statements, database, stop } = await openStatements(kind);
  return {
    policies: new SqlZakatPolicies(statements),
    nisab: new SqlNisabSnapshots(statements),
    calendars: new SqlCalendarOverrides(statements),
    debts: new SqlDebts(statements),
    exemptions: new SqlExemptions(statements),
    made: new SqlMadeRecords(statements),
    users: new SqlUsers(statements),
    database,
    stop,
  };
}

/** The address of a wallet whose owner is registered. */
export async function registeredWallet({ users }: Pick<ZakatStores, 'users'>): Promise<string> {
  const walletAddress = randomBytes(32).toString('hex');
  const id = randomUUID();
  await users.register({
    id,
    fullName: 'Amina Khan',
    email: `${id}@example.org`,
    mailbox: `${id}@example.org`,
    sealedCnic: randomBytes(80),
    cnicHash: randomBytes(32),
    exclusive: false,
    walletAddress,
    sealedPrivateKey: randomBytes(120),
    registeredFrom: randomBytes(32),
    createdAtMs: NOON_MS,
  });
  return walletAddress;
}

export function claimMade(createdAtMs = NOON_MS): RequestClaim {
  const [keyHash, requestHash] = [randomBytes(32), randomBytes(32)];
  return { keyHash, requestHash, createdAtMs, expiresAtMs: createdAtMs + 48 * HOUR_MS };
}
