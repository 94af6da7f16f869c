import { type Ledger, type LedgerTypes, MizanError } from 'mizan-client';
import { en } from '../../messages/order.en.js';
import { ur } from '../../messages/order.ur.js';
import { translated } from '../../shell/language.js';
import { wordsOfTreasury } from './treasury-words.js';

export type OrderKind = 'issue' | 'redemption';
export type Order = LedgerTypes.OrderResponse;

export const STATES = ['proposed', 'approved', 'mined', 'rejected'] as const;

export const orderMessages = translated(en, ur);

/** What may be asked of the ledger about orders of one kind. */
export function ordersOf(kind: OrderKind, as: Ledger) {
  return kind === 'issue'
    ? { list: as.listIssues, find: as.getIssue, approve: as.approveIssue, reject: as.rejectIssue }
    : { list: as.listRedemptions, find: as.getRedemption, approve: as.approveRedemption, reject: as.rejectRedemption };
}

/** An order with the hash that was computed here from what is shown of it. */
export interface HashedOrder {
  readonly order: Order;
  readonly hash: string;
}

export async function readOrder(kind: OrderKind, asked: { id: string; signal: AbortSignal }, as: Ledger) {
  const order = await ordersOf(kind, as).find(asked);
  const { orderHash } = await import('mizan-client/crypto');
  return { order, hash: orderHash(kind, order) } satisfies HashedOrder;
}

/** What went wrong, where an order has other words for it than the rest of the treasury. */
export function wordsOfOrder(error: unknown): string {
  const { uncovered, scattered } = orderMessages();
  if (error instanceof MizanError && error.code === 'insufficient_funds') return uncovered;
  if (error instanceof MizanError && error.code === 'too_many_coins') return scattered;
  return wordsOfTreasury(error);
}
