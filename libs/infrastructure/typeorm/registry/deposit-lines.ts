import type { Deposit, DepositState } from '@app/node-wallet';
import type { PostingLine } from './post-entry.js';

/** What the owner of a deposit has and owes (negative) at the moment. */
export interface Standing {
  readonly availableUnits: bigint;
  readonly owedUnits: bigint;
}

type Owned = Pick<Deposit, 'walletId' | 'amountUnits'>;

/**
 * The postings that take a deposit from one state to another; they add up to 0. What is taken back and has been spent
 * already becomes a debt of the node, in the open, and later deposits pay it off first. `new` and `reversed` money is
 * outside; a deposit of the house is the house's from the start.
 */
export function depositLines(
  deposit: Owned,
  from: DepositState | 'new',
  to: DepositState,
  standing: Standing,
): PostingLine[] {
  return [...leave(deposit, from, standing), ...enter(deposit, to, standing)];
}

function leave({ walletId, amountUnits }: Owned, from: DepositState | 'new', standing: Standing): PostingLine[] {
  if (from === 'new' || from === 'reversed') return [{ account: 'external', amountUnits: -amountUnits }];
  if (walletId === undefined) return [{ account: 'house', amountUnits: -amountUnits }];
  if (from === 'pending') return [{ walletId, account: 'pending', amountUnits: -amountUnits }];
  const thereUnits = smaller(standing.availableUnits, amountUnits);
  return [
    { walletId, account: 'available', amountUnits: -thereUnits },
    { walletId, account: 'owed', amountUnits: thereUnits - amountUnits },
  ];
}

function enter({ walletId, amountUnits }: Owned, to: DepositState, standing: Standing): PostingLine[] {
  if (to === 'reversed') return [{ account: 'external', amountUnits }];
  if (walletId === undefined) return [{ account: 'house', amountUnits }];
  if (to === 'pending') return [{ walletId, account: 'pending', amountUnits }];
  return creditLines(walletId, amountUnits, standing);
}

/** Money that becomes a node's to spend: what it owes is paid first, wherever the money comes from. */
export function creditLines(
  walletId: bigint,
  amountUnits: bigint,
  standing: Pick<Standing, 'owedUnits'>,
): PostingLine[] {
  const debtUnits = smaller(-standing.owedUnits, amountUnits);
  return [
    { walletId, account: 'owed', amountUnits: debtUnits },
    { walletId, account: 'available', amountUnits: amountUnits - debtUnits },
  ];
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
