import { HttpClient } from '@app/infrastructure/network/http-client.js';
import { lookupPeer } from '@app/infrastructure/network/lookup-peer.js';
import type { CoreCredentials } from './core-credentials.js';
import { CoreFlopcoinNode } from './core-flopcoin-node.js';
import { CoreFlopcoinPayments } from './core-flopcoin-payments.js';
import { CoreFlopcoinWallet } from './core-flopcoin-wallet.js';
import { CoreSession } from './core-session.js';
import { CoreWalletMarks } from './core-wallet-marks.js';
import type { FlopcoinBackend } from './flopcoin-backend.js';
import { RpcClient } from './rpc-client.js';
import { type RpcObserver, SilentRpcObserver } from './rpc-observer.js';

/** Core's default work queue holds 16 calls on 4 threads: with four connections the registry alone can never fill it. */
const MAX_CONNECTIONS = 4;
const MAX_WAITING = 64;
/** Core drops a connection that idles for 30 s; letting go earlier avoids writing into one that is just closing. */
const IDLE_MS = 20_000;

export interface CoreConnectionOptions {
  host: string;
  port: number;
  credentials: CoreCredentials;
  /** For one call with everything, default 15 s: `listunspent` on a wallet of many coins is slow. */
  timeoutMs?: number;
  /** Default 3 s. */
  connectTimeoutMs?: number;
  /** Default 64 MiB: `listsinceblock` without a cursor tells all of history. */
  maxAnswerBytes?: number;
  observer?: RpcObserver;
}

/** Opens nothing yet: the first call does, and each later call finds its own way after an outage. */
export function connectToCore(options: CoreConnectionOptions): FlopcoinBackend {
  const http = new HttpClient({
    server: { protocol: 'http:', hostname: options.host, port: options.port },
    timeoutMs: options.timeoutMs ?? 15_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 3_000,
    maxAnswerBytes: options.maxAnswerBytes ?? 64 * 1024 * 1024,
    maxConnections: MAX_CONNECTIONS,
    maxWaiting: MAX_WAITING,
    idleMs: IDLE_MS,
    lookup: lookupPeer,
  });
  const rpc = new RpcClient(http, options.credentials, options.observer ?? new SilentRpcObserver());
  const session = new CoreSession(rpc);
  return {
    node: new CoreFlopcoinNode(session),
    wallet: new CoreFlopcoinWallet(session),
    payments: new CoreFlopcoinPayments(session),
    marks: new CoreWalletMarks(session),
    close: async () => rpc.close(),
  };
}
