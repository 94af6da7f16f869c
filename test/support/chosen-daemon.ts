import type { DaemonFlavour } from './core-daemon.js';
import { flopcoind, whyNoFlopcoind } from './flopcoind.js';
import { litecoind, whyNoLitecoind } from './litecoind.js';

/** The real daemon that suites run on: flopcoind where FLOPCOIND names its binary, else Debian's litecoind. */
export const chosenDaemon: { name: string; flavour: DaemonFlavour; whySkipped: string | null } = process.env.FLOPCOIND
  ? { name: 'flopcoind', flavour: flopcoind, whySkipped: whyNoFlopcoind() }
  : { name: 'litecoind', flavour: litecoind, whySkipped: whyNoLitecoind() };
