import { ConfigurationFaults } from '@app/infrastructure/configuration/configuration-faults.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { durabilityFaults } from '@app/infrastructure/typeorm/durability.js';
import { markAsProduction, refuseMarkedStore } from '@app/infrastructure/typeorm/production-mark.js';
import type { ServingOptions } from './serving-options.js';

/**
 * What the mode asks of a store that was just opened: in production that it keeps what it acknowledges, and that no demo opens
 * it afterwards.
 *
 * @throws ConfigurationFaults, ProductionStore
 */
export async function keepMode(
  database: Database,
  options: Pick<ServingOptions, 'mode' | 'exposeKeys'>,
): Promise<void> {
  if (options.mode === 'demo') {
    if (!options.exposeKeys) await refuseMarkedStore(database, database.schema);
    return;
  }
  await refuseForgetfulServer(database);
  await markAsProduction(database);
}

/** The embedded database is accepted by name, in configuration: it never asks the disk to flush. */
async function refuseForgetfulServer(database: Database): Promise<void> {
  const faults = database.kind === 'postgres' ? await durabilityFaults(database) : [];
  if (faults.length === 0) return;
  throw new ConfigurationFaults([
    `DATABASE_URL: the server would lose acknowledged writes in a power cut (${faults.join(', ')}); set these on in postgresql.conf or for this role`,
  ]);
}
