import type { TransactionType } from '@app/chain';

/** A transaction in the history of a wallet, with what it brought and took. */
export interface HistoryLine {
  /** Of the transaction, in chain order. */
  readonly key: number;
  readonly txid: Uint8Array;
  readonly height: number;
  /** Unix seconds of its block. */
  readonly timestamp: number;
  readonly type: TransactionType;
  /** As recorded; undefined for a reward. */
  readonly sender: string | undefined;
  readonly receiver: string;
  readonly credited: bigint;
  readonly debited: bigint;
  /** What the wallet holds after it. */
  readonly balance: bigint;
}

/** What a line says to the owner of the wallet, change given back left out. */
export interface TellingLine {
  readonly time: string;
  readonly type: TransactionType;
  /** `self`: the wallet holds as much as before. */
  readonly direction: 'in' | 'out' | 'self';
  /** Undefined for a reward, and where the record names no other wallet. */
  readonly counterparty: string | undefined;
  readonly units: bigint;
  readonly balanceAfter: bigint;
  readonly txid: Uint8Array;
  readonly height: number;
}

export function tellLine(line: HistoryLine, address: string): TellingLine {
  const { timestamp, type, sender, receiver, balance: balanceAfter, txid, height } = line;
  const change = line.credited - line.debited;
  const direction = change > 0n ? 'in' : change < 0n ? 'out' : 'self';
  const other = direction === 'in' ? sender : receiver;
  return {
    time: new Date(timestamp * 1000).toISOString(),
    type,
    direction,
    counterparty: other === address ? undefined : other,
    units: change < 0n ? -change : change,
    balanceAfter,
    txid,
    height,
  };
}
