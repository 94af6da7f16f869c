import type { LedgerOperations } from '../generated/ledger/operations.js';
import type { RegistryOperations } from '../generated/registry/operations.js';
import type { Operation } from './operation.js';

type Name = keyof LedgerOperations | keyof RegistryOperations;

/** POST by their form, and they change nothing. */
const READS: ReadonlySet<string> = new Set<Name>(['createWallet', 'prepareTransfer', 'queryCapabilities']);

/** They change something, and once more changes nothing further. */
const IDEMPOTENT: ReadonlySet<string> = new Set<Name>([
  'registerNode',
  'deregisterNode',
  'addCapabilities',
  'removeCapabilities',
  'replaceCapabilities',
  'settleZakatDebt',
  'settleMyZakatDebt',
  'acceptZakatExemption',
  'endZakatExemption',
]);

/**
 * How an operation may be repeated when its answer was lost: a read freely, what takes a key with the same key, what is
 * idempotent as it is. All others not at all, since they could be carried out twice or their second answer would mislead: a
 * one-time password works once, a heartbeat counts once, a second registration is a second user.
 */
export type Repetition = 'read' | 'keyed' | 'idempotent' | 'once';

/** Of an operation, by its name where its form does not tell. */
export function repetitionOf(name: string, { method, isKeyed }: Operation): Repetition {
  if (isKeyed) return 'keyed';
  if (method === 'GET' || READS.has(name)) return 'read';
  return IDEMPOTENT.has(name) ? 'idempotent' : 'once';
}
