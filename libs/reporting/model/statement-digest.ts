import { toHex } from '@app/chain';
import { LineDigest } from '@app/kernel';
import type { TellingLine } from './history-line.js';

/** What stands above the lines of a statement. */
export interface StatementHead {
  readonly address: string;
  /** ISO times: the beginning, and the end, which is not included; undefined without a bound. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly opening: bigint;
}

/** What stands below them. */
export interface StatementFoot {
  readonly totalIn: bigint;
  readonly totalOut: bigint;
  readonly closing: bigint;
}

/** SHA-256 over the canonical form of a statement, which docs/statements.md describes, line by line. */
export class StatementDigest {
  private readonly digest = new LineDigest();

  constructor({ address, from, until, opening }: StatementHead) {
    this.digest.add('mizan-statement-1', address, from ?? '', until ?? '', opening);
  }

  line({ time, height, txid, type, direction, counterparty, units, balanceAfter }: TellingLine): void {
    this.digest.add(time, height, toHex(txid), type, direction, counterparty ?? '', units, balanceAfter);
  }

  /** Hex. Nothing can be added afterwards. */
  end({ totalIn, totalOut, closing }: StatementFoot): string {
    this.digest.add(totalIn, totalOut, closing);
    return this.digest.end();
  }
}
