import { NodeWalletStates } from "../../../node-registry/index.js";
/** A wallet is reconciled when the auditor's last word about all of them was good and the node owes nothing. */
export class TypeormNodeWalletStates extends NodeWalletStates {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async of(nodeIds) {
        const rows = await this.database.query(`SELECT w.node_id, CASE WHEN NOT w.is_active THEN 'inactive'
                              WHEN a.balance < 0 OR EXISTS (SELECT 1 FROM coin_audit WHERE frozen_by IS NOT NULL)
                                OR NOT EXISTS (SELECT 1 FROM coin_audit) THEN 'unreconciled'
                              ELSE 'ok' END AS health
       FROM wallets w JOIN accounts a ON a.wallet_id = w.id AND a.kind = 'owed' WHERE w.node_id = ANY ($1::text[])`, [nodeIds]);
        return new Map(rows.map(({ node_id, health }) => [node_id, health]));
    }
}
//# sourceMappingURL=typeorm-node-wallet-states.js.map