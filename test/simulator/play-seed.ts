import { LedgerWorld } from './ledger/ledger-world.js';
import { RegistryWorld } from './registry/registry-world.js';
import type { Outcome, SimulationOptions } from './simulation.js';

/** Odd seeds play the ledger, even ones the payments of the registry. */
export function playSeed(options: SimulationOptions): Promise<Outcome> {
  const World = options.seed % 2 === 1 ? LedgerWorld : RegistryWorld;
  return new World(options).play();
}
