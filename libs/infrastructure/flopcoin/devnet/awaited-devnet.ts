import { type CoinIdentity, CoreUnavailable, FlopcoinNode } from '@app/node-registry';
import type { FlopcoinBackend } from '../flopcoin-backend.js';
import type { Devnet } from './devnet.js';

/** What the routes of play money need of a devnet. */
export type PlayMoney = Pick<Devnet, 'faucet' | 'mine' | 'newAddress'>;

type OpenedDevnet = FlopcoinBackend & { devnet: PlayMoney };

const RETRY_AFTER_SECONDS = 5;

/**
 * The devnet of a process that came second: the embedded coin is one process's alone, so every call first asks whether it is
 * free, and is refused like a Core that is down until it is. From then on it is this process's.
 *
 * @param open opens the devnet, or resolves to undefined while another process has it
 */
export function awaitDevnet(open: () => Promise<OpenedDevnet | undefined>): OpenedDevnet {
  let opening: Promise<OpenedDevnet> | undefined;
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
    return backend;
  };
  const node = awaited(async () => (await opened()).node, {
    pin: (identity: CoinIdentity) => {
      pinned = identity;
      void opening?.then((backend) => backend.node.pin(identity));
    },
  } satisfies Partial<FlopcoinNode>);
  return {
    node,
    wallet: awaited(async () => (await opened()).wallet),
    payments: awaited(async () => (await opened()).payments),
    devnet: awaited(async () => (await opened()).devnet),
    close: async () => {
      await (await opening?.catch(() => undefined))?.close();
    },
  };
}

type Method = (...parameters: unknown[]) => unknown;

/** An object whose methods, all of which return promises, wait for the one that `get` resolves to; `own` ones excepted. */
function awaited<Port extends object>(get: () => Promise<Port>, own: object = {}): Port {
  return new Proxy(own as Port, {
    get(target, name) {
      // An object with `then` would be taken for a promise.
      if (name in target || name === 'then' || typeof name === 'symbol') return target[name as keyof Port];
      return async (...parameters: unknown[]) => {
        const port = await get();
        return (port[name as keyof Port] as Method).apply(port, parameters);
      };
    },
  });
}
