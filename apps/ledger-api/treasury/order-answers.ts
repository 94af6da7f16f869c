import { LimitSending } from '@app/identity';
import { PageCursor } from '@app/infrastructure/http/cursor.js';
import type { DecideOrder, Order } from '@app/treasury';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { keyHolderOf, nameOf, type Principal } from '../access/principal.js';
import { KEY_REFUSALS } from '../presentation/idempotency-key.js';
import { answerList } from '../presentation/paged-list.js';
import { type OrdersQuery, orderJson } from './orders.dto.js';

export const ORDER_ACCESS = { demo: 'guest', production: 'administrator' } as const;

const BOUND_KEY = {
  receiver_not_allowed: 'this key may not pay to this address',
  key_limit_reached: 'the limit of this key for a day is reached',
};
const LIMIT = { daily_limit_reached: 'the limit of the day is reached' };
const IN_HAND = { order_in_hand: 'the order is being carried out or rejected at the moment' };
const CLOSED = { order_closed: 'this is decided already' };

export const ORDER_NOT_FOUND = { order_not_found: 'order not found' };

export const LIST_REFUSALS = {
  400: {
    invalid_parameter: 'state must be proposed, approved, mined or rejected',
    invalid_limit: 'limit must be an integer from 1 to 1000',
    invalid_cursor: 'invalid cursor',
  },
};

export const PROPOSAL_REFUSALS = {
  ...KEY_REFUSALS,
  400: {
    ...KEY_REFUSALS[400],
    invalid_request: 'invalid request body',
    amount_not_positive: 'amount must be positive',
    invalid_reference: 'reference must be a text of 1 to 64 characters',
  },
  403: BOUND_KEY,
  409: {
    ...KEY_REFUSALS[409],
    reference_taken: 'another order has this reference',
    ...LIMIT,
    supply_exhausted: 'the supply cap is reached',
  },
};

export const APPROVAL_REFUSALS = {
  400: { invalid_request: 'invalid request body' },
  403: BOUND_KEY,
  404: ORDER_NOT_FOUND,
  409: {
    order_is_otherwise: 'the order has another hash',
    order_approved_already: 'you have approved this order already',
    ...CLOSED,
    ...LIMIT,
    ...IN_HAND,
    supply_exhausted: 'the supply cap is reached',
  },
};

export const REJECTION_REFUSALS = {
  400: { invalid_request: 'invalid request body', invalid_reason: 'reason must be a text of 1 to 1000 characters' },
  404: ORDER_NOT_FOUND,
  409: { ...CLOSED, ...IN_HAND },
  503: { not_writing: 'this server does not accept writes at the moment, try again' },
};

/** Who proposes, and the idempotency key that they gave, if any. */
export function proposerOf(principal: Principal, key: string | undefined) {
  const idempotency = key === undefined ? undefined : { key, caller: keyHolderOf(principal) };
  return { actor: nameOf(principal), idempotency };
}

/** The API key that was sent in place of an administrator's token. */
export function grantOf(principal: Principal) {
  return principal.kind === 'anonymous' ? undefined : principal.key;
}

/** The orders of one kind; the cursor is bound to the kind's name of them and to what is asked for. */
export function answerOrders(
  decide: DecideOrder,
  { kind, cursor, page }: { kind: Order['kind']; cursor: string; page: OrdersQuery },
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
) {
  const { state } = page;
  return answerList({
    request,
    page,
    reply,
    cursor: new PageCursor(cursor, { state }),
    read: (beforeNumber, limit) => decide.list({ kind, state, beforeNumber, limit }),
    key: ({ number }) => number,
    print: orderJson,
  });
}

/** Approves within what the key of an administrator may: it counts what it proposes and what it approves. */
export async function approveWithin(
  { decide, limits }: { decide: DecideOrder; limits: LimitSending },
  { kind, id, hash }: { kind: Order['kind']; id: string; hash: string },
  { principal, ip }: { principal: Principal; ip: string },
): Promise<{ order: Order; isReplay: boolean }> {
  const { address, amount } = await decide.find(kind, id);
  const decision = { kind, id, actor: nameOf(principal), ip };
  return limits.issueWithin(grantOf(principal), { address, amount }, () => decide.approve(decision, hash));
}
