import { MeteredCoin } from '@app/infrastructure/metrics/metered-coin.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { DatabaseLease } from '@app/infrastructure/typeorm/database-lease.js';
import { SqlDepositBook } from '@app/infrastructure/typeorm/registry/sql-deposit-book.js';
import { SqlNodeStatements } from '@app/infrastructure/typeorm/registry/sql-node-statements.js';
import { SqlNodeWalletHistory } from '@app/infrastructure/typeorm/registry/sql-node-wallet-history.js';
import { SqlNodeWalletStates } from '@app/infrastructure/typeorm/registry/sql-node-wallet-states.js';
import { SqlOperatorSpends } from '@app/infrastructure/typeorm/registry/sql-operator-spends.js';
import { SqlPaymentOutbox } from '@app/infrastructure/typeorm/registry/sql-payment-outbox.js';
import { TypeormConsolidations } from '@app/infrastructure/typeorm/registry/typeorm-consolidations.js';
import { TypeormNodeWallets } from '@app/infrastructure/typeorm/registry/typeorm-node-wallets.js';
import { TypeormReserveBook } from '@app/infrastructure/typeorm/registry/typeorm-reserve-book.js';
import { TypeormSetAsideRows } from '@app/infrastructure/typeorm/registry/typeorm-set-aside-rows.js';
import { TypeormWalletWatch } from '@app/infrastructure/typeorm/registry/typeorm-wallet-watch.js';
import { StorageHealth } from '@app/kernel';
import { NodeWalletStates } from '@app/node-registry';
import {
  CoinObserver,
  ConfirmationPolicy,
  ConsolidationPolicy,
  Consolidations,
  DepositBook,
  FlopcoinNode,
  FlopcoinPayments,
  FlopcoinWallet,
  FollowingSchedule,
  NodeStatementPrinter,
  NodeStatements,
  NodeWalletHistory,
  NodeWallets,
  OperatorSpends,
  PaymentOutbox,
  ReserveBook,
  SenderLease,
  SetAsideRows,
  SpendingPolicy,
  WalletMarks,
  WalletWatch,
} from '@app/node-wallet';
import type { ValueProvider } from '@nestjs/common';
import type { RegistryResources } from '../registry-resources.js';
import type { WalletResources } from './wallet-resources.js';

/** Which adapter stands behind each port of the wallets, on a registry that has a database. */
export function walletAdapters(
  { config, metrics, log }: RegistryResources,
  database: Database,
  { coin, senderLock, statementPrinter }: WalletResources,
): ValueProvider[] {
  const outbox = new SqlPaymentOutbox(database);
  const setAside = new TypeormSetAsideRows(database);
  return [
    { provide: SpendingPolicy, useValue: config.wallet.spending },
    { provide: ConfirmationPolicy, useValue: config.wallet.confirmations },
    { provide: ConsolidationPolicy, useValue: config.wallet.consolidation },
    { provide: FollowingSchedule, useValue: new FollowingSchedule(config.wallet.pollIntervalMs) },
    { provide: FlopcoinNode, useValue: coin.node },
    { provide: FlopcoinWallet, useValue: coin.wallet },
    { provide: FlopcoinPayments, useValue: coin.payments },
    { provide: NodeWallets, useValue: new TypeormNodeWallets(database) },
    { provide: PaymentOutbox, useValue: outbox },
    { provide: Consolidations, useValue: new TypeormConsolidations(database) },
    { provide: DepositBook, useValue: new SqlDepositBook(database) },
    { provide: OperatorSpends, useValue: new SqlOperatorSpends(database) },
    { provide: SetAsideRows, useValue: setAside },
    {
      provide: StorageHealth,
      useValue: {
        name: database.kind,
        trouble: (timeoutMs: number, effect?: 'write' | 'read') => database.trouble(timeoutMs, effect),
      },
    },
    { provide: ReserveBook, useValue: new TypeormReserveBook(database) },
    { provide: WalletMarks, useValue: coin.marks },
    { provide: WalletWatch, useValue: new TypeormWalletWatch(database) },
    { provide: NodeStatementPrinter, useValue: statementPrinter },
    { provide: NodeStatements, useValue: new SqlNodeStatements(database) },
    { provide: NodeWalletHistory, useValue: new SqlNodeWalletHistory(database) },
    { provide: NodeWalletStates, useValue: new SqlNodeWalletStates(database) },
    { provide: SenderLease, useValue: senderLease({ metrics, log, database }, senderLock) satisfies SenderLease },
    { provide: CoinObserver, useValue: new MeteredCoin(metrics, log, outbox, setAside) },
  ];
}

function senderLease(
  { metrics, log, database }: Pick<RegistryResources, 'metrics' | 'log'> & { database: Database },
  lock: WalletResources['senderLock'],
): DatabaseLease {
  const lease = new DatabaseLease(lock, {
    role: (role, before) => log.info({ role, before: before ?? 'none' }, 'the role of this process for payments'),
    taken: () => database.renewConnections(),
    lost: () => database.renewConnections(),
  });
  metrics.gauge('mizan_registry_writer', 'Whether this process follows the coin and sends', () => Number(lease.held()));
  return lease;
}
