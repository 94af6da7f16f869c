import { setTimeout as sleep } from 'node:timers/promises';
import { isatty } from 'node:tty';
import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { Refused } from '../../asking/report-answer.js';
import { NoAnswer } from '../../asking/send-once.js';
import { CommandFailure } from '../../command-failure.js';
import { UNREACHABLE } from '../../exit-codes.js';
import type { LedgerInquiry } from '../ask-ledger.js';
import { ProgressDisplay } from './progress-bar.js';

const LOOK_MS = 500;
/** A server that is restarted, or whose place another one takes, answers again within this. */
const SILENCE_MS = 120_000;

/**
 * Waits until a run is completed, and says on standard error how far it is. A server that does not answer is asked again for
 * two minutes: the run goes on without us.
 *
 * @throws CommandFailure when it stays silent, or the user no longer wants to wait · Refused
 */
export async function followRun(runId: string, inquiry: LedgerInquiry): Promise<void> {
  const display = new ProgressDisplay(isatty(2) && process.env.TERM !== 'dumb');
  const say = (text: string) => {
    if (!inquiry.connection.isBare && text !== '') sayLastWords(text);
  };
  let silentSince: number | undefined;
  try {
    for (;;) {
      const run = await lookAt(runId, inquiry);
      if (run instanceof CommandFailure) {
        silentSince ??= performance.now();
        if (performance.now() - silentSince > SILENCE_MS) throw goesOn(run.message, runId, run.exitCode);
        say(display.show({ done: 0, total: 1, text: `${run.message}; asking again` }));
      } else {
        silentSince = undefined;
        say(display.show(progressOf(run)));
        if (run.state === 'completed') return;
      }
      await sleep(LOOK_MS, undefined, { signal: inquiry.signal }).catch(() => undefined);
      if (inquiry.signal.aborted) throw goesOn('no longer waiting', runId, UNREACHABLE);
    }
  } finally {
    say(display.end());
  }
}

/** @returns why it could not be looked at, when it may be later */
async function lookAt(runId: string, inquiry: LedgerInquiry): Promise<JsonObject | CommandFailure> {
  try {
    return await inquiry.look({ operation: 'getZakatRun', fields: { id: runId } });
  } catch (error) {
    if (error instanceof NoAnswer || (error instanceof Refused && error.status >= 500)) return error;
    throw error;
  }
}

function progressOf({ processed, total, charged, total_units, outstanding, failed }: JsonObject) {
  const rest = [`${plain(outstanding)} outstanding`, `${plain(failed)} failed`].filter(
    (text) => !text.startsWith('0 '),
  );
  const sums = [`${plain(charged)} charged`, ...rest, `${plain(total_units)} units`].join(', ');
  return {
    done: Number(plain(processed)),
    total: Number(plain(total)),
    text: `${plain(processed)} of ${plain(total)} wallets: ${sums}`,
  };
}

function goesOn(what: string, runId: string, exitCode: number): CommandFailure {
  return new CommandFailure(
    `${what}\n  The run goes on at the server; to look at it: mizan zakat runs ${runId}`,
    exitCode,
  );
}
