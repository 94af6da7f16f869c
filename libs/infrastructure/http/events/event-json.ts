import type { LoggedEvent } from '@app/kernel';
import type { LogCursor } from './log-cursor.js';

/** An event as callers see it, wherever it is told. */
export function eventJson({ id, type, place, timeMs, data, proof }: LoggedEvent, cursor: LogCursor) {
  const time = new Date(timeMs).toISOString();
  return { id, type, time, cursor: cursor.encode(place), data, ...(proof && { proof }) };
}
