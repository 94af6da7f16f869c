import type { TransactionType } from '@app/chain';
import { parseTimeSpan } from '@app/kernel';
import { parseAddress } from '@app/wallet';
import { type TellingLine, tellLine } from '../model/history-line.js';
import { WalletLines } from '../ports/wallet-lines.js';

export interface WalletLinesQuery {
  readonly address: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly type: TransactionType | undefined;
  /** Key of the last transaction that was looked at for the page before; undefined for the first page. */
  readonly beforeKey: number | undefined;
  readonly limit: number;
}

export interface ToldLines {
  readonly lines: readonly TellingLine[];
  readonly lastKey: number | undefined;
}

/** The history of a wallet as its owner reads it, newest first. */
export class ListWalletLines {
  constructor(private readonly lines: WalletLines) {}

  /** @throws InvalidAddress · InvalidTime */
  async execute(query: WalletLinesQuery): Promise<ToldLines> {
    const address = parseAddress(query.address);
    const { firstKey, endKey } = await this.lines.span(address, parseTimeSpan(query.from, query.to));
    const { lines, lastKey } = await this.lines.page({
      address,
      firstKey,
      endKey: Math.min(endKey, query.beforeKey ?? endKey),
      order: 'desc',
      type: query.type,
      limit: query.limit,
    });
    return { lines: lines.map((line) => tellLine(line, address)), lastKey };
  }
}
