import { applyReputationEvent, NodeNotFound, Reputations, } from "../../../node-registry/index.js";
export class TypeormReputations extends Reputations {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    record(nodeId, event) {
        return this.database.transaction(async (query) => {
            const [row] = await query('SELECT reputation FROM nodes WHERE node_id = $1 FOR UPDATE', [
                nodeId,
            ]);
            if (!row)
                throw new NodeNotFound(nodeId);
            const change = applyReputationEvent(row.reputation, event);
            await query('UPDATE nodes SET reputation = $2 WHERE node_id = $1', [nodeId, change.after]);
            await query(`INSERT INTO reputation_events (node_id, event_type, delta, is_custom, old_reputation, new_reputation, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`, [nodeId, change.eventType, change.delta, change.isCustom, change.before, change.after, new Date(change.atMs)]);
            return change;
        });
    }
}
//# sourceMappingURL=typeorm-reputations.js.map