import { signal } from '@preact/signals';
import type { Fetch } from 'mizan-client';

const ASK_AGAIN_MS = 2_000;

/** Whether the server cannot be reached at the moment. */
export const isLost = signal(false);
/** How often the connection came back. What is shown is read again when it changes. */
export const mended = signal(0);

/** The `fetch` of every client of these pages: it tells whether the server can be reached. */
export const watchedFetch: Fetch = async (url, request) => {
  try {
    const answer = await fetch(url, request);
    found();
    return answer;
  } catch (error) {
    if (!request.signal.aborted) lose();
    throw error;
  }
};

function found(): void {
  if (!isLost.value) return;
  isLost.value = false;
  mended.value += 1;
}

function lose(): void {
  if (isLost.value) return;
  isLost.value = true;
  const ask = async () => {
    if (!isLost.value) return;
    await knock().catch(() => undefined);
    if (isLost.value) setTimeout(ask, ASK_AGAIN_MS);
  };
  setTimeout(ask, ASK_AGAIN_MS);
}

let knock: () => Promise<unknown> = async () => undefined;

/** What is asked again and again while the connection is lost; it must use {@link watchedFetch}. */
export function askWhenLost(ask: () => Promise<unknown>): void {
  knock = ask;
  addEventListener('online', () => {
    if (isLost.value) void knock().catch(() => undefined);
  });
}
