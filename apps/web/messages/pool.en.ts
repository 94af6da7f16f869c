import type { LedgerTypes } from 'mizan-client';

export const en = {
  title: 'The zakat pool',
  none: 'This ledger has no zakat pool yet. An administrator makes one or names one.',
  balance: 'In the pool',
  address: 'Address',
  keptHere: 'Its key is kept on this server.',
  keptElsewhere: 'Its key is kept elsewhere.',
  in: 'Came in',
  out: 'Went out',
  collected: 'Zakat deducted',
  contributed: 'Given by transfer',
  minted: 'From the faucet',
  distributed: 'Given to those entitled',
  refunded: 'Given back',
  other: 'Left without a voucher',
  sum: 'Together',
  holds: (received: string, paid: string, balance: string) =>
    `${received} in − ${paid} out = ${balance}, which is the balance. The sum holds.`,
  fails: (received: string, paid: string, balance: string) =>
    `${received} in − ${paid} out is not the balance of ${balance}. Do not trust this report, and tell the operator.`,
  periods: 'Periods',
  noPeriods: 'Nothing was deducted so far.',
  period: 'Period',
  wallets: 'Deductions',
  asnaf: {
    fuqara: 'The poor (fuqara)',
    masakin: 'The needy (masakin)',
    amilin: 'Administrators of zakat (amilin)',
    muallafa: 'Hearts to be reconciled (muallafa)',
    riqab: 'Those in bondage (riqab)',
    gharimin: 'Debtors (gharimin)',
    fi_sabilillah: 'In the way of God (fi sabilillah)',
    ibn_al_sabil: 'Travellers (ibn al-sabil)',
  } satisfies Record<keyof LedgerTypes.DistributedResponse, string>,
  asOf: (height: string) => `As of block ${height}.`,
};

export type PoolMessages = typeof en;
