export const en = {
  title: 'Address',
  balance: 'Balance',
  qr: 'QR code of this address',
  history: 'History',
  empty: 'Nothing came or went yet.',
  pageEmpty: 'No lines on this page.',
  time: 'Time',
  type: 'Kind',
  counterparty: 'With',
  units: 'Units',
  after: 'Balance after',
  transaction: 'Transaction',
  note: 'Note',
  types: { reward: 'Reward', send: 'Transfer', zakat_deduction: 'Zakat' } as Record<string, string>,
  self: 'itself',
  chart: (count: string) => `Balance after each of the newest ${count} transactions`,
  coins: 'Coins',
  noCoins: 'No coins.',
  moreCoins: 'More coins',
  block: 'Block',
};

export type AddressMessages = typeof en;
