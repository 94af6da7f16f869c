export const en = {
  title: (height: string) => `Block ${height}`,
  hash: 'Hash',
  previousHash: 'Hash of the block before',
  merkleRoot: 'Merkle root',
  time: 'Time',
  nonce: 'Nonce',
  work: 'Proof of work',
  workIs: (bits: string) => `the hash begins with at least ${bits} zero bits`,
  none: 'none: it is the first block',
  transactions: (count: string) => `Transactions (${count})`,
  transaction: 'Transaction',
  to: 'To',
  amount: 'Units',
  around: 'Blocks around',
  more: 'More transactions',
};

export type BlockMessages = typeof en;
