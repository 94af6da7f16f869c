import type { SignatureScheme } from '@app/chain';
import type { LedgerStorageChoice } from '@app/infrastructure/configuration/storage-choice.js';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { HashedAdministrators } from '@app/infrastructure/crypto/hashed-administrators.js';
import { openVault } from '@app/infrastructure/crypto/key-ring.js';
import { chooseSignatureScheme } from '@app/infrastructure/crypto/native-secp256k1.js';
import { WorkerBlockSealer } from '@app/infrastructure/crypto/worker-block-sealer.js';
import { WorkerBlockVerifier } from '@app/infrastructure/crypto/worker-block-verifier.js';
import { type OpenCodeDelivery, openCodeDelivery } from '@app/infrastructure/mail/open-code-delivery.js';
import { Metrics } from '@app/infrastructure/metrics/metrics.js';
import { WorkerReceiptPrinter } from '@app/infrastructure/pdf/worker-receipt-printer.js';
import { WorkerStatementPrinter } from '@app/infrastructure/pdf/worker-statement-printer.js';
import { SqlKeyRings } from '@app/infrastructure/sql/sql-key-rings.js';
import { HttpWebhookSender } from '@app/infrastructure/webhooks/http-webhook-sender.js';
import type { Administrators } from '@app/kernel';
import type { Logger } from 'pino';
import type { LedgerConfig } from './ledger.config.js';
import { type LedgerStore, openLedgerStore } from './ledger-store-resources.js';

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
  readonly printer: WorkerReceiptPrinter;
  readonly statementPrinter: WorkerStatementPrinter;
  readonly webhookSender: HttpWebhookSender;
  /** Undefined when nothing is kept (`PERSISTENCE=memory`). */
  readonly store: LedgerStore | undefined;
}

/** @throws MasterKeyUnusable, WrongMasterKey, RotationUnfinished, and what {@link openLedgerStore} throws */
export async function openLedgerResources(
  config: LedgerConfig,
  storage: LedgerStorageChoice,
  log: Logger,
): Promise<LedgerResources> {
  const store = await openLedgerStore(storage, log);
  try {
    // Without a store nothing outlives the process, so its key need not either.
    const vault = store
      ? await openVault(new SqlKeyRings(store.statements, 'ledger'), config.masterKey)
      : EnvelopeVault.ephemeral();
    return {
      config,
      log,
      metrics: new Metrics('ledger'),
      scheme: chooseSignatureScheme(config.signatures),
      vault,
      administrators: new HashedAdministrators(config.administrators),
      codes: await openCodeDelivery(config.mode, config.mail, log),
      sealer: new WorkerBlockSealer(config.sealThreads, config.signatures),
      verifier: new WorkerBlockVerifier(config.signatures),
      printer: new WorkerReceiptPrinter(),
      statementPrinter: new WorkerStatementPrinter(),
      webhookSender: new HttpWebhookSender({ allowsLoopback: config.mode === 'demo' }),
      store,
    };
  } catch (error) {
    await store?.close();
    throw error;
  }
}

export async function closeLedgerResources({
  codes,
  sealer,
  verifier,
  printer,
  statementPrinter,
  webhookSender,
  store,
}: LedgerResources): Promise<void> {
  await codes.close();
  await sealer.close();
  await verifier.close();
  await printer.close();
  await statementPrinter.close();
  webhookSender.close();
  await store?.close();
}
