import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Logger } from 'pino';

/** What was accepted must be finished within this time; then the process ends all the same. */
const STOP_WITHIN_MS = 9_000;

const endAtOnce = () => process.exit(0);

/**
 * Ends the process with 0 while there is nothing to close yet. Loading takes a second, and the first process of a container does not
 * even notice a signal that it has no listener for.
 */
export function endOnSignal(): void {
  process.on('SIGTERM', endAtOnce);
  process.on('SIGINT', endAtOnce);
}

/**
 * Closes everything once, on SIGTERM or SIGINT, and ends the process with 0. A second signal changes nothing; a close that
 * hangs ends the process with 1. A terminal that goes away (SIGHUP) stops a server that was started in it; one that has no
 * terminal, under `nohup` or a supervisor, goes on.
 */
export function stopOnSignal(log: Logger, close: () => Promise<void>): { closeAll(): Promise<void> } {
  const terminals = [0, 1, 2].filter((fd) => isatty(fd)); // one that is gone would not say so
  let closing: Promise<void> | undefined;
  const closeAll = () => {
    closing ??= close();
    return closing;
  };
  let isStopping = false;
  const onSignal = async (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('stopping took too long');
      end(1, terminals);
    }, STOP_WITHIN_MS).unref();
    try {
      await closeAll();
      end(0, terminals);
    } catch (error) {
      log.error({ err: error }, 'stopping failed');
      end(1, terminals);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void onSignal(signal));
    process.off(signal, endAtOnce);
  }
  process.on('SIGHUP', (signal) => {
    if (terminals.length > 0) void onSignal(signal);
    else log.info({ signal }, 'SIGHUP: nothing is reloaded, settings are read at a start');
  });
  return { closeAll };
}

/** At its exit Node sets the terminal of each standard stream back, and aborts (134) when that terminal is gone. */
function end(code: number, terminals: readonly number[]): never {
  for (const fd of terminals) {
    try {
      closeSync(fd);
      openSync('/dev/null', 'r+'); // takes the lowest number that is free
    } catch {} // then it ends as Node does it
  }
  process.exit(code);
}
