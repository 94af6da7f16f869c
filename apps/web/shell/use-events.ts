import type { LedgerEventOptions, LedgerTypes } from 'mizan-client';
import { useEffect } from 'preact/hooks';
import { mended } from './connection.js';
import { ledger } from './ledger-client.js';

/** Hears of what happens on the ledger from now on, for as long as the component is shown. */
export function useEvents(
  options: Pick<LedgerEventOptions, 'types' | 'address'>,
  onEvent: (event: LedgerTypes.LedgerEventResponse) => void,
): void {
  const times = mended.value;
  useEffect(() => {
    const leaving = new AbortController();
    void follow(options, onEvent, leaving.signal);
    return () => leaving.abort();
  }, [JSON.stringify(options), times]);
}

async function follow(
  options: Pick<LedgerEventOptions, 'types' | 'address'>,
  onEvent: (event: LedgerTypes.LedgerEventResponse) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const event of ledger.events({ ...options, after: 'latest', signal })) onEvent(event);
  } catch (error) {
    // Refused: the page is right all the same, it only does not move.
    console.warn(error);
  }
}
