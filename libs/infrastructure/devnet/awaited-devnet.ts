import type { FlopcoinBackend } from '@app/infrastructure/flopcoin/flopcoin-backend.js';
import { type CoinIdentity, CoreUnavailable } from '@app/node-wallet';
import type { Devnet } from './devnet.js';

/** What the routes of play money need of a devnet. */
export type AwaitedDevnet = Pick<Devnet, 'faucet' | 'mine' | 'newAddress'>;

type OpenedDevnet = FlopcoinBackend & { devnet: AwaitedDevnet };

export type PassedDevnet = OpenedDevnet & {
  /** The opened one, while this process has it. */
  readonly current: OpenedDevnet | undefined;
  /** Lets go of the opened one, which another process may have from now on; a later call opens it anew. */
  lose(): void;
};

const RETRY_AFTER_SECONDS = 5;

/**
 * The devnet among several processes: the embedded coin is one process's alone, so every call first asks whether it is free, and is
 * refused like a Core that is down until it is. From then on it is this process's, until that loses it.
 *
 * @param open opens the devnet as it is stored, or resolves to undefined while another process has it
 */
export function awaitDevnet(open: () => Promise<OpenedDevnet | undefined>): PassedDevnet {
  let opening: Promise<OpenedDevnet> | undefined;
  let current: OpenedDevnet | undefined;
  let pinned: CoinIdentity | undefined;
  const opened = () => {
    opening ??= take().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const take = async () => {
    const backend = await open();
    if (!backend) throw new CoreUnavailable('down', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    if (pinned) backend.node.pin(pinned);
    current = backend;
    return backend;
  };
  const pin = (identity: CoinIdentity) => {
    pinned = identity;
    void opening?.then((backend) => backend.node.pin(identity));
  };
  const node = awaited(async () => (await opened()).node, ['identity', 'status', 'blockHashAt', 'header']);
  return {
    get current() {
      return current;
    },
    node: Object.assign(node, { pin }),
    wallet: awaited(
      async () => (await opened()).wallet,
      ['newAddress', 'validateAddress', 'transaction', 'receivedSince', 'totals', 'holdings', 'spenderOf'],
    ),
    payments: awaited(
      async () => (await opened()).payments,
      ['build', 'consolidate', 'releaseInputs', 'broadcast', 'isInMempool', 'mempool'],
    ),
    marks: awaited(async () => (await opened()).marks, ['all', 'add', 'owns']),
    devnet: awaited(async () => (await opened()).devnet, ['faucet', 'mine', 'newAddress']),
    lose: () => {
      const lost = opening;
      opening = undefined;
      current = undefined;
      void lost?.then((backend) => backend.close()).catch(() => undefined);
    },
    close: async () => {
      await (await opening?.catch(() => undefined))?.close();
    },
  };
}

type Method = (...parameters: unknown[]) => unknown;

/** An object with the methods `names` of a port, all of which return promises: each waits for the port first. */
function awaited<Port extends object>(get: () => Promise<Port>, names: readonly (keyof Port & string)[]): Port {
  const methods = names.map((name) => [
    name,
    async (...parameters: unknown[]) => {
      const port = await get();
      return (port[name] as Method).apply(port, parameters);
    },
  ]);
  return Object.fromEntries(methods) as Port;
}
