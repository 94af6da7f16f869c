import type { LedgerEventOptions, LedgerTypes } from 'mizan-client';
import { ledger } from './ledger-client.js';
import { useFollowed } from './use-followed.js';

/** Hears of what happens on the ledger from now on, for as long as the component is shown. */
export function useEvents(
  options: Pick<LedgerEventOptions, 'types' | 'address'>,
  onEvent: (event: LedgerTypes.LedgerEventResponse) => void,
): void {
  const open = (signal: AbortSignal) => ledger.events({ ...options, after: 'latest', signal });
  useFollowed(open, onEvent, [JSON.stringify(options)]);
}
