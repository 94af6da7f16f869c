import type { FlopcoinBackend } from '@app/infrastructure/flopcoin/flopcoin-backend.js';
import { Devnet, type DevnetOptions } from './devnet.js';
import type { DevnetFaults } from './devnet-faults.js';
import { DevnetFlopcoinNode } from './devnet-flopcoin-node.js';
import { DevnetFlopcoinPayments } from './devnet-flopcoin-payments.js';
import { DevnetFlopcoinWallet } from './devnet-flopcoin-wallet.js';
import { DevnetMiner } from './devnet-miner.js';
import { DevnetSession } from './devnet-session.js';
import { DevnetWalletMarks } from './devnet-wallet-marks.js';

export interface DevnetBackendOptions extends DevnetOptions {
  /** Time between blocks while something waits for one; null mines on demand alone. */
  blockIntervalMs: number | null;
  /** How many blocks a transaction is deep before the timer rests, default 12. */
  confirmationsWanted?: number;
  onMiningFailure?: (error: unknown) => void;
}

/** The coin ports on the embedded chain, with the handles that a real coin does not have. */
export interface DevnetBackend extends FlopcoinBackend {
  devnet: Devnet;
  faults: DevnetFaults;
}

export async function openDevnet(options: DevnetBackendOptions): Promise<DevnetBackend> {
  const devnet = await Devnet.open(options);
  const session = new DevnetSession(devnet);
  const onFailure = options.onMiningFailure ?? (() => undefined);
  const miner = new DevnetMiner(devnet, options.blockIntervalMs ?? 0, options.confirmationsWanted ?? 12, onFailure);
  if (options.blockIntervalMs !== null) miner.start();
  return {
    devnet,
    faults: session.faults,
    node: new DevnetFlopcoinNode(session),
    wallet: new DevnetFlopcoinWallet(session),
    payments: new DevnetFlopcoinPayments(session),
    marks: new DevnetWalletMarks(session),
    close: () => miner.stop(),
  };
}
