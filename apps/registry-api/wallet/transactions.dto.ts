import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { leadOn } from '@app/infrastructure/http/paging.js';
import { IsCount, IsText } from '@app/infrastructure/http/validation/index.js';
import { sliceOf } from '@app/kernel';
import type { NodeId } from '@app/node-registry';
import type { NodeWallet, WalletLine } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { TransactionInfo, transactionInfo } from './transaction-info.dto.js';

export const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;
export const cursorOf = (nodeId: NodeId) => new PageCursor('wallet', { nodeId });

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
  const page = sliceOf(lines, limit);
  return {
    success: true,
    node_id: wallet.nodeId,
    wallet_name: wallet.walletName,
    transactions: page.rows.map(transactionInfo),
    next_cursor: leadOn(page, { cursor: cursorOf(wallet.nodeId), key: (line) => line.number }),
    message: 'Transactions retrieved successfully',
  };
}
