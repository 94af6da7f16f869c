/** It holds the name of the master key and not the key, which a list of contents would not make clear. */
const KEY_NAME_TABLE = 'master_key';
/** "3 blocks, 12 transactions": the tables that hold anything. */
export function describeRows(rows) {
    const filled = Object.entries(rows).filter(([table, count]) => count > 0 && table !== KEY_NAME_TABLE);
    return filled.map(([table, count]) => `${count} ${table.replaceAll('_', ' ')}`).join(', ') || 'nothing in it';
}
//# sourceMappingURL=describe-rows.js.map