import type { DaemonFlavour } from './core-daemon.js';

/** Flopcoin Core itself, when the environment variable FLOPCOIND names its binary. */
export const flopcoind: DaemonFlavour = {
  binary: process.env.FLOPCOIND ?? 'flopcoind',
  flags: [],
  coinbaseMaturity: 6,
  signing: 'signrawtransaction',
  hasManyWallets: false,
  endsWhenEncrypting: true,
  createWallet: async () => undefined,
  // In the first ten blocks each fast one raises the difficulty 16-fold, so the clock takes a step of 3 s.
  beforeBlock: async (daemon) => {
    const tip = await daemon.rpc('getblockheader', [await daemon.rpc('getbestblockhash')]);
    await daemon.rpc('setmocktime', [Math.max(tip.time + 3, Math.floor(Date.now() / 1000))]);
  },
  mineEmpty: (daemon, address) => daemon.mine(1, address),
  // Its mempool lets a transaction with a higher fee take the place of one that signals for it (sequence 1).
  mineConflict: async (daemon, hex, address) => {
    await daemon.rpc('sendrawtransaction', [hex]);
    await daemon.mine(1, address);
  },
};

export function whyNoFlopcoind(): string | null {
  return process.env.FLOPCOIND ? null : 'FLOPCOIND names no binary';
}
