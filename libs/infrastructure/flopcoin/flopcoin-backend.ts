import type { FlopcoinNode, FlopcoinPayments, FlopcoinWallet } from '@app/node-registry';

/** The three coin ports, filled together: they share one coin and one pinned identity. */
export interface FlopcoinBackend {
  node: FlopcoinNode;
  wallet: FlopcoinWallet;
  payments: FlopcoinPayments;
  close(): Promise<void>;
}
