import { CursorFormat } from '@app/infrastructure/http/cursor.js';
import { cutPage } from '@app/infrastructure/http/paging.js';
import { IsCount, IsText } from '@app/infrastructure/http/validation/index.js';
import type { NodeId } from '@app/node-registry';
import type { NodeWallet, WalletLine } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { TransactionInfo, transactionInfo } from './transaction-info.dto.js';

export const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;
const lineCursor = new CursorFormat('wallet', ['integer']);
export const cursorOf = (nodeId: NodeId) => lineCursor.of({ nodeId });

export class TransactionsQuery {
  @IsCount({ min: 1, max: MAX_LIMIT }, { default: DEFAULT_LIMIT })
  limit?: number = DEFAULT_LIMIT;

  /** `next_cursor`; opaque */
  @IsOptional()
  @IsText()
  cursor?: string;
}

export class TransactionsResponse {
  success!: boolean;

  /** @example "node_001" */
  node_id!: string;

  /** @example "my_wallet" */
  wallet_name!: string;

  transactions!: TransactionInfo[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;

  /** @example "Transactions retrieved successfully" */
  message!: string;
}

/** @param lines up to one more than `limit` */
export function transactionsJson(wallet: NodeWallet, lines: readonly WalletLine[], limit: number) {
  const { page, last } = cutPage(lines, limit);
  return {
    success: true,
    node_id: wallet.nodeId,
    wallet_name: wallet.walletName,
    transactions: page.map(transactionInfo),
    next_cursor: last === undefined ? null : cursorOf(wallet.nodeId).encode([last.number]),
    message: 'Transactions retrieved successfully',
  };
}
