import type { PassedDevnet } from '@app/infrastructure/devnet/awaited-devnet.js';
import type { DevnetBackend } from '@app/infrastructure/devnet/devnet-backend.js';
import type { TestRegistry } from './start-registry.js';

/** The embedded coin behind the routes, which this registry has for itself. */
export function openedDevnet({ resources }: TestRegistry): DevnetBackend {
  const { current } = resources.wallets!.coin as PassedDevnet;
  if (!current) throw new Error('this registry does not have the devnet');
  return current as DevnetBackend;
}
