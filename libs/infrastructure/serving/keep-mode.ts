import { ConfigurationFaults } from '@app/infrastructure/configuration/configuration-faults.js';
import { markAsProduction, refuseMarkedStore } from '@app/infrastructure/sql/production-mark.js';
import type { Statements } from '@app/infrastructure/sql/statement.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { durabilityFaults } from '@app/infrastructure/typeorm/durability.js';
import type { ServingOptions } from './serving-options.js';

/** A store that was just opened. */
export interface OpenedStore {
  readonly statements: Statements;
  readonly schema: string;
  /** Settings of its server under which an acknowledged write may be lost, as `name=value`. */
  durabilityFaults(): Promise<string[]>;
}

/** The embedded database is accepted by name, in configuration: it never asks the disk to flush. */
export function openedStore(database: Database): OpenedStore {
  return {
    statements: database,
    schema: database.schema,
    durabilityFaults: async () => (database.kind === 'postgres' ? durabilityFaults(database) : []),
  };
}

/**
 * What the mode asks of a store that was just opened: in production that it keeps what it acknowledges, and that no demo opens
 * it afterwards.
 *
 * @throws ConfigurationFaults, ProductionStore
 */
export async function keepMode(
  store: OpenedStore,
  options: Pick<ServingOptions, 'mode' | 'exposeKeys'>,
): Promise<void> {
  if (options.mode === 'demo') {
    if (!options.exposeKeys) await refuseMarkedStore(store.statements, store.schema);
    return;
  }
  await refuseForgetfulServer(store);
  await markAsProduction(store.statements);
}

async function refuseForgetfulServer(store: OpenedStore): Promise<void> {
  const faults = await store.durabilityFaults();
  if (faults.length === 0) return;
  throw new ConfigurationFaults([
    `DATABASE_URL: the server would lose acknowledged writes in a power cut (${faults.join(', ')}); set these on in postgresql.conf or for this role`,
  ]);
}
