import type { StorageChoice } from '@app/infrastructure/configuration/storage-choice.js';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { HashedAdministrators } from '@app/infrastructure/crypto/hashed-administrators.js';
import { openVault } from '@app/infrastructure/crypto/key-ring.js';
import { chooseSignatureScheme } from '@app/infrastructure/crypto/native-secp256k1.js';
import { NodeSignatureVerifier } from '@app/infrastructure/crypto/node-signature-verifier.js';
import { STREAM_TIMES, type StreamTimes } from '@app/infrastructure/http/events/event-stream.js';
import { Metrics } from '@app/infrastructure/metrics/metrics.js';
import { HttpPeerLogs } from '@app/infrastructure/peers/http-peer-logs.js';
import { SqlKeyRings } from '@app/infrastructure/sql/sql-key-rings.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import { openRegistryIdentity } from '@app/infrastructure/typeorm/registry/open-registry-identity.js';
import { HttpWebhookSender } from '@app/infrastructure/webhooks/http-webhook-sender.js';
import { type Administrators, type Clock, EventBell, SystemClock } from '@app/kernel';
import { makeIdentityKeys, RegistryIdentity, type SignatureVerifier } from '@app/node-registry';
import type { Logger } from 'pino';
import type { RegistryConfig } from './registry.config.js';
import { closeWalletResources, openWalletResources, type WalletResources } from './wallet/wallet-resources.js';

/** What the registry holds open while it runs: made before the application, closed after it. */
export interface RegistryResources {
  readonly config: RegistryConfig;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly vault: EnvelopeVault;
  readonly verifier: SignatureVerifier;
  readonly identity: RegistryIdentity;
  /** Rung when this process may have told something that waits for its place in the log. */
  readonly told: EventBell;
  readonly administrators: Administrators;
  readonly streamTimes: StreamTimes;
  readonly peerLogs: HttpPeerLogs;
  readonly webhookSender: HttpWebhookSender;
  /** Undefined when nothing is kept (`PERSISTENCE=memory`). */
  readonly database: Database | undefined;
  /** When a node was heard last before this start; undefined when none ever was. */
  readonly lastHeardAtMs: number | undefined;
  /** Undefined without a database: money is not kept in memory. */
  readonly wallets: WalletResources | undefined;
}

/** @throws MasterKeyUnusable, WrongMasterKey, RotationUnfinished, DirectoryInUse, DirectoryUnusable, SchemaIsNewer, DatabaseUnavailable */
export async function openRegistryResources(
  config: RegistryConfig,
  storage: StorageChoice,
  log: Logger,
): Promise<RegistryResources> {
  const told = new EventBell();
  const database = await openStore(storage, log, () => told.ring());
  try {
    // Without a store nothing outlives the process, so its key need not either.
    const vault = database
      ? await openVault(new SqlKeyRings(database, 'registry'), config.masterKey)
      : EnvelopeVault.ephemeral();
    const metrics = new Metrics('registry');
    const clock = new SystemClock();
    const wallets = database && (await openWalletResources(config.wallet, { database, storage, clock, metrics, log }));
    return {
      config,
      log,
      metrics,
      clock,
      vault,
      identity: database ? await openRegistryIdentity(database, vault, clock) : passingIdentity(),
      told,
      verifier: new NodeSignatureVerifier(chooseSignatureScheme()),
      administrators: new HashedAdministrators(config.administrators),
      streamTimes: STREAM_TIMES,
      peerLogs: new HttpPeerLogs(),
      webhookSender: new HttpWebhookSender({ allowsLoopback: config.mode === 'demo' }),
      database,
      lastHeardAtMs: database && (await lastHeardAtMs(database)),
      wallets,
    };
  } catch (error) {
    await database?.close();
    throw error;
  }
}

export async function closeRegistryResources({
  webhookSender,
  database,
  wallets,
  peerLogs,
}: RegistryResources): Promise<void> {
  webhookSender.close();
  peerLogs.close();
  if (wallets) await closeWalletResources(wallets);
  await database?.close();
}

async function lastHeardAtMs(database: Database): Promise<number | undefined> {
  const [row] = await database.query<{ heard: Date | null }>('SELECT max(last_heartbeat) AS heard FROM nodes');
  return row?.heard?.getTime();
}

/** Without a store the log ends with the process, and so may its key. */
function passingIdentity(): RegistryIdentity {
  const { publicKey, privateKey } = makeIdentityKeys();
  return new RegistryIdentity(publicKey, privateKey);
}

async function openStore(storage: StorageChoice, log: Logger, onCommitted: () => void): Promise<Database | undefined> {
  if (storage.kind === 'memory') return undefined;
  return openRegistryDatabase(storage, { applicationName: 'mizan registry', log, onCommitted });
}
