import { NodeDeregistered, NodeNotFound, NodeWallets, WalletAlreadyExists, } from "../../../node-registry/index.js";
import { addCapabilities } from './node-capability-rows.js';
const FIND = `
SELECT w.id, w.node_id, w.wallet_name, w.is_active, w.created_at, w.updated_at, d.address,
       max(a.balance) FILTER (WHERE a.kind = 'available') AS available,
       max(a.balance) FILTER (WHERE a.kind = 'pending') AS pending,
       max(a.balance) FILTER (WHERE a.kind = 'reserved') AS reserved,
       max(a.balance) FILTER (WHERE a.kind = 'owed') AS owed
FROM wallets w JOIN accounts a ON a.wallet_id = w.id
CROSS JOIN LATERAL (SELECT address FROM wallet_addresses WHERE wallet_id = w.id ORDER BY number DESC LIMIT 1) d
WHERE w.node_id = $1 GROUP BY w.id, d.address`;
const WALLET = 'wallet';
export class TypeormNodeWallets extends NodeWallets {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async create({ nodeId, walletName, address, createdAtMs }) {
        await this.database.transaction(async (query) => {
            await lockNodeInService(query, nodeId);
            const at = new Date(createdAtMs);
            const [wallet] = await query(`INSERT INTO wallets (node_id, wallet_name, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (node_id) DO NOTHING RETURNING id`, [nodeId, walletName, at]);
            if (!wallet)
                throw new WalletAlreadyExists(nodeId);
            await query(`INSERT INTO accounts (wallet_id, kind) SELECT $1, unnest(ARRAY['available', 'pending', 'reserved', 'owed'])`, [wallet.id]);
            await query('INSERT INTO wallet_addresses (address, wallet_id, created_at) VALUES ($1, $2, $3)', [
                address,
                wallet.id,
                at,
            ]);
            await addCapabilities(query, nodeId, [WALLET]);
        });
        return (await this.find(nodeId));
    }
    async find(nodeId) {
        const [row] = await this.database.query(FIND, [nodeId]);
        return row && walletOf(row);
    }
    async addAddress({ walletId, address, atMs }) {
        await this.database.transaction(async (query) => {
            const at = new Date(atMs);
            await query('INSERT INTO wallet_addresses (address, wallet_id, created_at) VALUES ($1, $2, $3)', [
                address,
                walletId,
                at,
            ]);
            await query('UPDATE wallets SET updated_at = $2 WHERE id = $1', [walletId, at]);
        });
    }
    async addressTimes(walletId, sinceMs) {
        const rows = await this.database.query('SELECT created_at FROM wallet_addresses WHERE wallet_id = $1 AND created_at > $2 ORDER BY number', [walletId, new Date(sinceMs)]);
        return rows.map((row) => row.created_at.getTime());
    }
    async ownerOf(address) {
        const [row] = await this.database.query(`SELECT a.wallet_id, w.node_id FROM wallet_addresses a JOIN wallets w ON w.id = a.wallet_id WHERE a.address = $1`, [address]);
        return row && { walletId: BigInt(row.wallet_id), nodeId: row.node_id };
    }
}
async function lockNodeInService(query, nodeId) {
    const [node] = await query('SELECT deregistered_at FROM nodes WHERE node_id = $1 FOR UPDATE', [nodeId]);
    if (!node)
        throw new NodeNotFound(nodeId);
    if (node.deregistered_at)
        throw new NodeDeregistered(nodeId);
}
function walletOf(row) {
    return {
        id: BigInt(row.id),
        nodeId: row.node_id,
        walletName: row.wallet_name,
        address: row.address,
        isActive: row.is_active,
        createdAtMs: row.created_at.getTime(),
        updatedAtMs: row.updated_at?.getTime(),
        funds: {
            availableUnits: BigInt(row.available),
            pendingUnits: BigInt(row.pending),
            reservedUnits: BigInt(row.reserved),
            owedUnits: BigInt(row.owed),
        },
    };
}
//# sourceMappingURL=typeorm-node-wallets.js.map