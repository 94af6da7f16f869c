import type { SignatureScheme } from '@app/chain';
import type { StorageChoice } from '@app/infrastructure/configuration/storage-choice.js';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { HashedAdministrators } from '@app/infrastructure/crypto/hashed-administrators.js';
import { openVault } from '@app/infrastructure/crypto/key-ring.js';
import { chooseSignatureScheme } from '@app/infrastructure/crypto/native-secp256k1.js';
import { WorkerBlockSealer } from '@app/infrastructure/crypto/worker-block-sealer.js';
import { WorkerBlockVerifier } from '@app/infrastructure/crypto/worker-block-verifier.js';
import { type OpenCodeDelivery, openCodeDelivery } from '@app/infrastructure/mail/open-code-delivery.js';
import { Metrics } from '@app/infrastructure/metrics/metrics.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { TypeormKeyRings } from '@app/infrastructure/typeorm/typeorm-key-rings.js';
import { type WriterLock, writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import type { Administrators } from '@app/kernel';
import type { Logger } from 'pino';
import type { LedgerConfig } from './ledger.config.js';

/** What the ledger holds open while it runs: made before the application, closed after it. */
export interface LedgerResources {
  readonly config: LedgerConfig;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly scheme: SignatureScheme;
  readonly vault: EnvelopeVault;
  readonly administrators: Administrators;
  /** How one-time passwords get to their owners. */
  readonly codes: OpenCodeDelivery;
  readonly sealer: WorkerBlockSealer;
  readonly verifier: WorkerBlockVerifier;
  /** Undefined when nothing is kept (`PERSISTENCE=memory`). */
  readonly store: { database: Database; writerLock: WriterLock } | undefined;
}

/** @throws MasterKeyUnusable, WrongMasterKey, RotationUnfinished, DirectoryInUse, DirectoryUnusable, SchemaIsNewer, DatabaseUnavailable */
export async function openLedgerResources(
  config: LedgerConfig,
  storage: StorageChoice,
  log: Logger,
): Promise<LedgerResources> {
  const store = await openStore(storage, log);
  try {
    // Without a store nothing outlives the process, so its key need not either.
    const vault = store
      ? await openVault(new TypeormKeyRings(store.database, 'ledger'), config.masterKey)
      : EnvelopeVault.ephemeral();
    return {
      config,
      log,
      metrics: new Metrics('ledger'),
      scheme: chooseSignatureScheme(),
      vault,
      administrators: new HashedAdministrators(config.administratorTokenHashes),
      codes: openCodeDelivery(config.mode, config.mail, log),
      sealer: new WorkerBlockSealer(),
      verifier: new WorkerBlockVerifier(),
      store,
    };
  } catch (error) {
    await store?.database.close();
    throw error;
  }
}

export async function closeLedgerResources({ codes, sealer, verifier, store }: LedgerResources): Promise<void> {
  await codes.close();
  await sealer.close();
  await verifier.close();
  await store?.database.close();
}

async function openStore(storage: StorageChoice, log: Logger): Promise<LedgerResources['store']> {
  if (storage.kind === 'memory') return undefined;
  const database = await openLedgerDatabase(storage, { applicationName: 'mizan ledger', log });
  return { database, writerLock: writerLockFor(database, storage.kind === 'postgres' ? storage.url : undefined) };
}
