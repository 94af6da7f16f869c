import type { NodeId } from '@app/node-registry';

/** A node's account at the registry, as of one moment. Units are florins, 10^-8 FLOP. */
export interface NodeWallet {
  readonly id: bigint;
  readonly nodeId: NodeId;
  /** For people; two nodes may use the same one. */
  readonly walletName: string;
  /** The latest; earlier ones go on receiving. */
  readonly address: string;
  /** False while the node is out of service: readable, and nothing can be sent. */
  readonly isActive: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number | undefined;
  readonly funds: WalletFunds;
}

export interface WalletFunds {
  /** Can be spent. */
  readonly availableUnits: bigint;
  /** Deposits without enough confirmations. */
  readonly pendingUnits: bigint;
  /** Held for payments that have not left yet, fees included. */
  readonly reservedUnits: bigint;
  /** Negative: deposits that were spent and then taken back by a reorganisation. Later deposits pay it off first. */
  readonly owedUnits: bigint;
}

/** What the node has: confirmed and not sent away yet. Deposits that wait for confirmations are not in it. */
export function balanceUnits({ availableUnits, reservedUnits }: WalletFunds): bigint {
  return availableUnits + reservedUnits;
}

const MAX_NAME_CHARACTERS = 100;

/** 1 to 100 characters that can be seen, or `undefined`. */
export function parseWalletName(text: string): string | undefined {
  const name = text.trim();
  return name !== '' && [...name].length <= MAX_NAME_CHARACTERS && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(name)
    ? name
    : undefined;
}
