import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fromHex, genesisBlock } from '@app/chain';
import { cnicSeal } from '@app/identity';
import { type EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { openVault } from '@app/infrastructure/crypto/key-ring.js';
import { SqlKeyRings } from '@app/infrastructure/sql/sql-key-rings.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { parseAddress, privateKeySeal } from '@app/wallet';
import { openPlace } from './open-place.js';
import type { Place } from './places.js';
import { profileKey } from './zakat-plan.js';

const BATCH = 2_000;
/** Of each so many wallets one has a debt, and one an exemption that was accepted. */
const DEBT_EVERY = 20;
const EXEMPT_EVERY = 50;

/** Registers users by SQL, each with a key that is truly sealed: what a run charges it signs for. */
export async function fillProfiles(
  place: Place,
  profiles: number,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  const database = await openPlace(place);
  try {
    const source = { kind: 'file', path: join(place.dataDir, 'master.key'), createWhenMissing: false } as const;
    const vault = await openVault(new SqlKeyRings(database, 'ledger'), source);
    for (let first = 0; first < profiles; first += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, profiles - first) }, (_, at) => first + at);
      await insert(await Promise.all(numbers.map((number) => profileOf(number, vault))), database);
      onProgress(first + numbers.length);
    }
    await declare(database);
    await database.query('VACUUM ANALYZE');
    await database.query('CHECKPOINT');
  } finally {
    await database.close();
  }
}

async function profileOf(number: number, vault: EnvelopeVault) {
  const id = randomUUID();
  const { address, privateKey } = profileKey(number);
  const cnic = `42101-${String(number).padStart(7, '0')}-1`;
  return {
    id,
    fullName: `Payer ${number}`,
    email: `payer${number}@example.org`,
    sealedCnic: await vault.seal(Buffer.from(cnic), cnicSeal(id)),
    cnicHash: vault.keyedHash('cnic', cnic),
    address: fromHex(address, 32)!,
    sealedKey: await vault.seal(privateKey, privateKeySeal(id, parseAddress(address))),
  };
}

async function insert(profiles: readonly Awaited<ReturnType<typeof profileOf>>[], database: Database): Promise<void> {
  const registeredAt = new Date(genesisBlock().header.timestamp * 1000);
  await database.query(
    `INSERT INTO users (id, full_name, email, mailbox, sealed_cnic, cnic_hash, custodial, registered_from, created_at)
     SELECT u.id, u.full_name, u.email, u.email, u.cnic, u.cnic_hash, false, sha256(''), $6
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bytea[]) AS u(id, full_name, email, cnic, cnic_hash)`,
    [
      profiles.map(({ id }) => id),
      profiles.map(({ fullName }) => fullName),
      profiles.map(({ email }) => email),
      profiles.map(({ sealedCnic }) => sealedCnic),
      profiles.map(({ cnicHash }) => cnicHash),
      registeredAt,
    ],
  );
  await database.query(
    `INSERT INTO wallet_profiles (user_id, wallet_address, sealed_private_key, created_at)
     SELECT w.user_id, w.address, w.key, $4 FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS w(user_id, address, key)`,
    [
      profiles.map(({ id }) => id),
      profiles.map(({ address }) => address),
      profiles.map(({ sealedKey }) => sealedKey),
      registeredAt,
    ],
  );
}

/** What some of them declared, so that the assessment has that to read too. */
async function declare(database: Database): Promise<void> {
  await database.query(
    `INSERT INTO zakat_debts (id, wallet_address, amount, due_on, declared_by, declared_at)
     SELECT gen_random_uuid(), wallet_address, 100, '2030-01-01', 'bench', now() FROM wallet_profiles WHERE number % ${DEBT_EVERY} = 0`,
  );
  await database.query(
    `WITH filed AS (
       INSERT INTO zakat_exemptions (id, wallet_address, kind, filed_on, filed_by, filed_at)
       SELECT gen_random_uuid(), wallet_address, 'non_citizen', '2026-07-01', 'bench', now()
       FROM wallet_profiles WHERE number % ${EXEMPT_EVERY} = 0 RETURNING id)
     INSERT INTO zakat_exemption_acceptances SELECT id, '2026-07-02', 'bench', now() FROM filed`,
  );
}
