import { isLoopbackHost } from '@app/infrastructure/network/loopback-host.js';
import { CommandFailure } from './command-failure.js';
import { USAGE_ERROR } from './exit-codes.js';

/**
 * The token of an administrator, from `MIZAN_ADMIN_TOKEN`: a variable, because arguments are visible to every user of
 * the machine.
 *
 * @throws CommandFailure rather than sending it where others on the network could read it
 */
export function administratorToken(url: URL, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const token = environment.MIZAN_ADMIN_TOKEN?.trim();
  if (!token) return undefined;
  if (url.protocol !== 'https:' && !isLoopbackHost(url.hostname)) {
    throw new CommandFailure('MIZAN_ADMIN_TOKEN is sent over https, or to this machine, only', USAGE_ERROR);
  }
  return token;
}
