import type { LedgerClient } from './ledger-client.js';

/** Records a nisab of 6,124 units. */
export function recordNisab(client: LedgerClient, headers: Record<string, string> = {}) {
  const price = { standard: 'silver', grams: '612.36', price: '10', source: 'a test', as_of: '2026-01-01' };
  return client.post('/zakat/nisab', price, headers);
}
