import { type CoreOutage, CoreRefused, CoreUnavailable, WalletLocked, WrongChainOrWallet } from '../coin.errors.js';
import type { Audit } from '../model/audit.js';

const OUTAGES: Readonly<Record<CoreOutage, string>> = {
  down: 'Flopcoin Core cannot be reached',
  credentials: 'Flopcoin Core refuses the login',
  warming_up: 'Flopcoin Core is starting',
  queue_full: 'Flopcoin Core has too many calls waiting',
  moving_tip: 'Flopcoin Core is reading blocks',
  not_core: 'what answers at FLOPCOIN_RPC_HOST and FLOPCOIN_RPC_PORT is not Flopcoin Core',
};

/** Why Core is of no use, in words for operators; these hold no value and no address. */
export function troubleOfCore(error: unknown): string {
  if (error instanceof CoreUnavailable) return OUTAGES[error.reason];
  if (error instanceof WrongChainOrWallet) return 'Flopcoin Core serves another chain or wallet than the pinned one';
  if (error instanceof WalletLocked) return 'the wallet of Flopcoin Core is locked';
  if (error instanceof CoreRefused) return 'Flopcoin Core refuses to say how it is';
  return 'Flopcoin Core does not answer in time';
}

export function troubleOfBooks(audit: Audit | undefined): string | undefined {
  if (!audit) return 'the books have not been audited yet';
  if (audit.frozenBy === 'drift') return 'payments are frozen: the ledger and Flopcoin Core differ';
  if (audit.frozenBy === 'shortfall') return 'payments are frozen: nodes owe more than the house covers';
  return undefined;
}
