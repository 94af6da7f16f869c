export const en = {
  title: 'Overview',
  height: 'Height',
  supply: 'Supply',
  wallets: 'Wallets',
  transactions: 'Transactions',
  chart: 'Transactions a minute, in the last half hour',
  newestTransfers: 'Newest transactions',
  noTransfers: 'No transactions yet.',
  transaction: 'Transaction',
  from: 'From',
  to: 'To',
  units: 'Units',
  minted: 'new coins',
  newestBlocks: 'Newest blocks',
  allBlocks: 'All blocks',
};

export type HomeMessages = typeof en;
