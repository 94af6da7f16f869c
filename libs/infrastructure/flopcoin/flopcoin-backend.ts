import type { FlopcoinNode, FlopcoinPayments, FlopcoinWallet, WalletMarks } from '@app/node-wallet';

/** The coin ports, filled together: they share one coin and one pinned identity. */
export interface FlopcoinBackend {
  node: FlopcoinNode;
  wallet: FlopcoinWallet;
  payments: FlopcoinPayments;
  marks: WalletMarks;
  close(): Promise<void>;
}
