import { spawnSync } from 'node:child_process';
import type { DaemonFlavour } from './core-daemon.js';

/** Debian's litecoind, the real peer of the tests. `-addresstype` and `-changetype` make it speak base58 as Flopcoin does. */
export const litecoind: DaemonFlavour = {
  binary: 'litecoind',
  flags: [
    '-addresstype=legacy',
    '-changetype=legacy',
    '-fallbackfee=0.0001',
    '-keypool=20',
    '-mempoolreplacement=1',
    '-vbparams=mweb:-2:0', // never active: no block of 432 is valid on regtest without a payment into MWEB
  ],
  coinbaseMaturity: 100,
  signing: 'signrawtransactionwithwallet',
  hasManyWallets: true,
  endsWhenEncrypting: false,
  // The last parameter has it loaded again at every start.
  createWallet: (daemon) => daemon.rpc('createwallet', ['hot', false, false, '', false, false, true]),
  beforeBlock: async () => undefined,
  mineEmpty: (daemon, address) => daemon.rpc('generateblock', [address, []]),
  mineConflict: (daemon, hex, address) => daemon.rpc('generateblock', [address, [hex]]),
};

/** Why its tests are skipped, null when they can run. */
export function whyNoLitecoind(): string | null {
  return spawnSync('litecoind', ['--version']).status === 0 ? null : 'litecoind is not installed';
}
