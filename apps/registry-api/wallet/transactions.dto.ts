import { CursorFormat } from '@app/infrastructure/http/cursor.js';
import { cutPage } from '@app/infrastructure/http/paging.js';
import { QueryFields } from '@app/infrastructure/http/query-fields.js';
import type { NodeId } from '@app/node-registry';
import type { NodeWallet, WalletLine } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';
import { TransactionInfo, transactionInfo } from './transaction-info.dto.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;
const lineCursor = new CursorFormat('wallet', ['integer']);
const cursorOf = (nodeId: NodeId) => lineCursor.of({ nodeId });

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

/** @throws ValidationFailed, then InvalidCursor */
export function readTransactionPage(
  nodeId: NodeId,
  query: unknown,
): { limit: number; beforeNumber: bigint | undefined } {
  const fields = new QueryFields(query);
  const limit = fields.integer('limit', { min: 1, max: MAX_LIMIT }) ?? DEFAULT_LIMIT;
  const cursor = fields.string('cursor');
  fields.orList();
  return { limit, beforeNumber: cursor === undefined ? undefined : cursorOf(nodeId).decode(cursor)[0] };
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
