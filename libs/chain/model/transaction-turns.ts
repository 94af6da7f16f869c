import type { Turns } from '@app/kernel';
import type { Transaction } from './transaction.js';

/** Transactions of one turn of the event loop: a few milliseconds, for what is done once to each input and output. */
export const BY_PARTS: Turns<Transaction> = {
  weigh: ({ inputs, outputs }) => inputs.length + outputs.length,
  most: 2_000,
};
