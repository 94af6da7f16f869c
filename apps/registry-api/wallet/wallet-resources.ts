import type { CoreConfig } from '@app/infrastructure/configuration/core-access.js';
import type { StorageChoice } from '@app/infrastructure/configuration/storage-choice.js';
import { type AwaitedDevnet, awaitDevnet } from '@app/infrastructure/devnet/awaited-devnet.js';
import { openDevnet } from '@app/infrastructure/devnet/devnet-backend.js';
import { connectToCore } from '@app/infrastructure/flopcoin/core-connection.js';
import { CookieFileCredentials, PasswordCredentials } from '@app/infrastructure/flopcoin/core-credentials.js';
import type { FlopcoinBackend } from '@app/infrastructure/flopcoin/flopcoin-backend.js';
import { MeteredRpc } from '@app/infrastructure/metrics/metered-coin.js';
import type { Metrics } from '@app/infrastructure/metrics/metrics.js';
import { WorkerNodeStatementPrinter } from '@app/infrastructure/pdf/worker-node-statement-printer.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { TypeormDevnetStore } from '@app/infrastructure/typeorm/registry/typeorm-devnet-store.js';
import { type WriterLock, writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import type { Clock } from '@app/kernel';
import type { Logger } from 'pino';
import type { WalletConfig } from './wallet.config.js';

/** What the wallets of nodes hold open besides the database. */
export interface WalletResources {
  readonly coin: FlopcoinBackend;
  /** The embedded coin, with what a real one does not have; undefined when there is a Core. */
  readonly devnet: AwaitedDevnet | undefined;
  readonly senderLock: WriterLock;
  readonly statementPrinter: WorkerNodeStatementPrinter;
}

export interface WalletContext {
  readonly database: Database;
  readonly storage: StorageChoice;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** @throws DatabaseUnavailable */
export async function openWalletResources(config: WalletConfig, context: WalletContext): Promise<WalletResources> {
  const { database, storage } = context;
  const statementPrinter = new WorkerNodeStatementPrinter();
  const senderLock = writerLockFor(database, storage.kind === 'postgres' ? storage.url : undefined);
  if (config.backend.kind === 'core')
    return { coin: connect(config.backend.core, context), devnet: undefined, senderLock, statementPrinter };
  const { blockIntervalMs } = config.backend;
  const open = () =>
    openDevnet({
      store: new TypeormDevnetStore(database, senderLock.holder()),
      clock: context.clock,
      blockIntervalMs,
      onMiningFailure: (error) => context.log.warn({ err: error }, 'the devnet could not mine a block; trying again'),
    });
  const coin = awaitDevnet(async () => ((await senderLock.tryAcquire()) ? open() : undefined));
  senderLock.onLost(() => coin.lose());
  if (await senderLock.tryAcquire()) await coin.node.status();
  else context.log.warn('another process runs the devnet on this database; payments wait for it to end');
  return { coin, devnet: coin.devnet, senderLock, statementPrinter };
}

export async function closeWalletResources({ coin, senderLock, statementPrinter }: WalletResources): Promise<void> {
  await statementPrinter.close();
  await coin.close();
  await senderLock.release();
}

function connect({ host, port, timeoutMs, login }: CoreConfig, { metrics, log }: WalletContext): FlopcoinBackend {
  const credentials =
    'cookieFile' in login
      ? new CookieFileCredentials(login.cookieFile)
      : new PasswordCredentials(login.user, login.password);
  return connectToCore({ host, port, timeoutMs, credentials, observer: new MeteredRpc(metrics, log) });
}
