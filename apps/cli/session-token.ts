import { isLoopbackHost } from '@app/infrastructure/network/loopback-host.js';
import { CommandFailure } from './command-failure.js';
import { USAGE_ERROR } from './exit-codes.js';
import { readPrivately } from './private-file.js';

/**
 * The token of a user's session, from `MIZAN_SESSION_TOKEN` or the file that `MIZAN_SESSION_TOKEN_FILE` names.
 *
 * @throws CommandFailure rather than sending it where others on the network could read it, and for a file that others can
 */
export function sessionToken(url: URL, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const file = environment.MIZAN_SESSION_TOKEN_FILE?.trim();
  const given = environment.MIZAN_SESSION_TOKEN?.trim();
  if (file && given) {
    throw new CommandFailure('set MIZAN_SESSION_TOKEN or MIZAN_SESSION_TOKEN_FILE, not both', USAGE_ERROR);
  }
  const token = file ? readPrivately(file, 'token file').trim() : given;
  if (!token) return undefined;
  if (url.protocol !== 'https:' && !isLoopbackHost(url.hostname)) {
    throw new CommandFailure("a session's token is sent over https, or to this machine, only", USAGE_ERROR);
  }
  return token;
}
