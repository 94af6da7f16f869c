import { DishonestServer, MizanError, NotFound, Throttled, Unavailable } from 'mizan-client';
import { en } from '../messages/shell.en.js';
import { ur } from '../messages/shell.ur.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';

const messages = translated(en, ur);

/** What went wrong, in words, with what to do about it. */
export function Problem({ error }: { error: unknown }) {
  return (
    <p class="problem" role="alert">
      {wordsFor(error)}
    </p>
  );
}

export function wordsFor(error: unknown): string {
  const { problem } = messages();
  if (error instanceof DishonestServer) return problem.dishonest(`${error.code}: ${error.detail}`);
  if (error instanceof NotFound) return problem.missing;
  if (error instanceof Throttled) return problem.throttled(formatNumber(error.retryAfter ?? 60));
  if (error instanceof Unavailable) return problem.unavailable;
  if (error instanceof MizanError) {
    return error.status === 401 || error.status === 403 ? problem.denied : problem.refused(error.detail);
  }
  console.error(error);
  return problem.unknown;
}
