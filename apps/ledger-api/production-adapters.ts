import { MeteredProduction } from '@app/infrastructure/metrics/metered-production.js';
import { type EventBell, SystemLog } from '@app/kernel';
import { ProductionObserver } from '@app/utxo';
import type { FactoryProvider } from '@nestjs/common';
import { journalRoles } from './journal-notes.js';
import type { LedgerResources } from './ledger-resources.js';
import { endWithoutBlocks } from './lost-blocks.js';

/** What is told of the production of blocks: metrics, both logs, and those who follow events. */
export function observedProduction({ metrics, log }: LedgerResources, bell: EventBell): FactoryProvider {
  return {
    provide: ProductionObserver,
    useFactory: (journal: SystemLog) =>
      new MeteredProduction(metrics, log, () => bell.ring(), journalRoles(journal), endWithoutBlocks),
    inject: [SystemLog],
  };
}
