import { en as decision } from './decision.en.js';

export const en = {
  ...decision,
  vouchers: 'Vouchers',
  voucher: 'Voucher',
  back: 'All vouchers',
  none: 'There are no such vouchers.',
  all: 'All',
  states: {
    proposed: 'waits for approval',
    approved: 'approved, not paid yet',
    paid: 'paid',
    rejected: 'rejected',
  } as Record<string, string>,
  kind: 'What it is',
  kinds: { distribution: 'Payment to those entitled', refund: 'Refund of a receipt' } as Record<string, string>,
  purpose: 'For',
  asnaf: 'Asnaf',
  period: 'Period',
  periodHint: 'Left empty, the one that was charged last.',
  receipt: 'Number of the receipt',
  beneficiary: 'To',
  name: 'Name of the beneficiary',
  address: 'Address that is paid',
  note: 'Note',
  pool: 'Out of the pool',
  propose: 'Propose a voucher',
  paid: 'Paid',
  approve: 'Approve this payment',
  pay: 'Pay',
  unsigned:
    'The key of the pool is kept elsewhere. This payment was checked here: it pays this address this amount, and the rest goes back to the pool. ' +
    'The holder of the key signs the digest and submits both; the voucher is paid as soon as a block has the payment.',
  digest: 'Digest to sign',
  prepared: 'The payment as the ledger prepared it',
  rejectHint: 'It stays beside the voucher.',
};

export type VoucherMessages = typeof en;
