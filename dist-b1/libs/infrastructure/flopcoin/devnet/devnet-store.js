export const NO_RECORDS = { keys: [], transactions: [], blocks: [], tipHash: null };
/**
 * Where the devnet remembers. Made for four tables: keys, transactions, blocks, and one row with the tip. Balances,
 * mempool and spent coins are computed from these and stored nowhere.
 */
export class DevnetStore {
}
//# sourceMappingURL=devnet-store.js.map