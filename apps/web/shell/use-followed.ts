import { useEffect } from 'preact/hooks';
import { mended } from './connection.js';

/**
 * Hears what comes from a log from now on, for as long as the component is shown; anew when `inputs` change, and when a lost
 * connection is back.
 */
export function useFollowed<Event>(
  open: (signal: AbortSignal) => AsyncIterable<Event>,
  onEvent: (event: Event) => void,
  inputs: readonly unknown[],
): void {
  const times = mended.value;
  useEffect(() => {
    const leaving = new AbortController();
    void follow(open(leaving.signal), onEvent, leaving.signal);
    return () => leaving.abort();
  }, [...inputs, times]);
}

async function follow<Event>(
  events: AsyncIterable<Event>,
  onEvent: (event: Event) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const event of events) onEvent(event);
  } catch (error) {
    // Refused: the page is right all the same, it only does not move.
    if (!signal.aborted) console.warn(error);
  }
}
