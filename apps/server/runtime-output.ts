import type { Logger } from 'pino';

/**
 * What threads print goes to Node's own streams, and an error of these that has no listener would end the process. The
 * server's lines take another way (`LineOutput`).
 */
export function standDeadStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** Node prints its warnings itself, and waits for a reader of standard error while it does. */
export function warnOnLog(log: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log.warn({ err: warning }, 'a warning of the runtime'));
}
