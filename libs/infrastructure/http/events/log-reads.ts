import { setTimeout as sleep } from 'node:timers/promises';
import { OwnerTurns } from '@app/kernel';
import { HttpRefusal } from '../http-refusal.js';

const AT_ONCE = 2;
/** A caller with many streams waits for their own, and others do not. */
const AT_ONCE_OF_CALLER = 1;
/** What a page costs others is over by then; longer than this it has waited for a database, which is the others' time too. */
const LONGEST_PAUSE_MS = 100;
const PATIENCE_MS = 10_000;

/**
 * Lets a few pages of a log be read at once. A hundred readers who begin at the beginning would take every connection of the database and
 * the whole event loop until they are at the end; so each page is followed by a pause as long as it took, in which others have both.
 */
export class LogReads {
  private readonly turns = new OwnerTurns(AT_ONCE, AT_ONCE_OF_CALLER);

  constructor(private readonly patienceMs = PATIENCE_MS) {}

  /**
   * A page for one who waits for the answer to a request.
   * @throws HttpRefusal with 503 when their turn does not come in time, and then nothing is read
   */
  answer<T>(caller: string, read: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let isGone = false;
      const leaving = setTimeout(() => {
        isGone = true;
        reject(busy());
      }, this.patienceMs);
      this.turns.enter(caller, async () => {
        clearTimeout(leaving);
        if (!isGone) await turn(read, resolve, reject);
      });
    });
  }

  /** The next page of a stream, which waits as long as it takes. */
  goOn<T>(caller: string, read: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.turns.enter(caller, () => turn(read, resolve, reject));
    });
  }
}

async function turn<T>(
  read: () => Promise<T>,
  resolve: (page: T) => void,
  reject: (error: unknown) => void,
): Promise<void> {
  const began = performance.now();
  await read().then(resolve, reject);
  // The answer goes out first.
  await sleep(1);
  await sleep(Math.min(performance.now() - began, LONGEST_PAUSE_MS));
}

function busy(): HttpRefusal {
  return new HttpRefusal({
    status: 503,
    code: 'log_busy',
    message: 'too many read the events at once, try again later',
    retryAfterSeconds: 2,
  });
}
