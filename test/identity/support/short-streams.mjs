import { isMainThread } from 'node:worker_threads';

/*
 * Loaded into a server before it: the ten minutes of a stream of events that only some may have are two seconds.
 */
if (isMainThread) {
  const { STREAM_TIMES } = await import('../../../dist/libs/infrastructure/http/events/event-stream.js');
  Object.assign(STREAM_TIMES, { privateStreamMs: 2_000 });
}
