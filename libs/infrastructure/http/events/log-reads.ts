import { setTimeout as sleep } from 'node:timers/promises';
import { OwnerTurns } from '@app/kernel';

const AT_ONCE = 2;
/** A caller with many streams waits for their own, and others do not. */
const AT_ONCE_OF_CALLER = 1;

/**
 * Lets a few pages of a log be read at once. A hundred readers who begin at the beginning would take every connection of the database and
 * the whole event loop until they are at the end; so each page is followed by a pause that is as long as it took, in which others have both.
 */
export class LogReads {
  private readonly turns = new OwnerTurns(AT_ONCE, AT_ONCE_OF_CALLER);

  run<T>(caller: string, read: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.turns.enter(caller, async () => {
        const began = performance.now();
        await read().then(resolve, reject);
        // The answer goes out first.
        await sleep(1);
        await sleep(performance.now() - began);
      });
    });
  }
}
