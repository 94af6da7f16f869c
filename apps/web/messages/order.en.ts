import type { LedgerTypes } from 'mizan-client';
import { en as decision } from './decision.en.js';

type State = LedgerTypes.OrderResponse['state'];

export const en = {
  ...decision,
  issue: {
    all: 'Issues',
    one: 'Issue',
    propose: 'Propose an issue',
    intro: 'An issue mints units: they are in circulation as soon as enough administrators have approved it.',
    address: 'Address that the units are minted to',
    back: 'All issues',
    none: 'There are no such issues.',
    reference: 'Such as the deposit at a bank that the units stand for. No other issue may have it.',
    approve: 'Approve this issue',
    lastApproval: 'The last approval that is needed mints the units.',
  },
  redemption: {
    all: 'Redemptions',
    one: 'Redemption',
    propose: 'Propose a redemption',
    intro: 'A redemption burns units that were paid to the wallet of the treasury. No one gets them back.',
    address: 'Wallet of the treasury that pays',
    back: 'All redemptions',
    none: 'There are no such redemptions.',
    reference: 'Such as the payment by a bank that the units were redeemed for. No other redemption may have it.',
    approve: 'Approve this redemption',
    lastApproval: 'The last approval that is needed burns the units.',
  },
  any: 'All',
  states: {
    proposed: 'waits for approval',
    approved: 'approved, not carried out yet',
    mined: 'carried out',
    rejected: 'rejected',
  } satisfies Record<State, string> as Record<State, string>,
  referenceName: 'Reference',
  treasury: 'Wallet of the treasury',
  balance: 'It holds',
  perDay: 'At most in a day (UTC)',
  mined: 'Carried out',
  hash: 'Hash, computed here',
  hashHint: 'It was computed from what this page shows, and is what you approve.',
  contradiction:
    'The server tells another hash than that of what it shows. Approve nothing, and look at this order from elsewhere.',
  goOn: 'Go on with it',
  rejectHint: 'It stays beside the order, whose reference is free again.',
  uncovered: 'The approval counts. The wallet of the treasury does not hold that much yet: go on with it when it does.',
  scattered: 'The wallet of the treasury holds too many small coins for this amount. Reject this, and propose two.',
};

export type OrderMessages = typeof en;
