import { isJsonObject } from "../../../../libs/infrastructure/http/json-value.js";
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { tableLines } from '../rendering/columns.js';
import { stateColour } from '../rendering/palette.js';
import { plain } from '../rendering/plain-text.js';
import { pathOf, withQuery } from '../request-target.js';
const COLUMNS = [
    { title: 'created' },
    { title: 'type' },
    { title: 'status' },
    { title: 'amount', align: 'right' },
    { title: 'fee', align: 'right' },
    { title: 'confirmations', align: 'right' },
    { title: 'recipient' },
    { title: 'txid' },
];
export function addTransactions(parent, surroundings) {
    addConnectionOptions(parent.command('transactions'))
        .description('payments from and to a wallet, the newest first')
        .argument('<node-id>')
        .option('--limit <n>', 'how many, 1 to 100 (default: 50)')
        .option('--cursor <cursor>', 'where the page before ended')
        .action((nodeId, { limit, cursor }, command) => askRegistry(command, surroundings, {
        request: () => ({
            method: 'GET',
            target: withQuery(pathOf('wallet', nodeId, 'transactions'), { limit, cursor }),
        }),
        render: transactionLines,
    }));
}
function transactionLines({ transactions, next_cursor: next }, palette) {
    const rows = Array.isArray(transactions) ? transactions.filter(isJsonObject) : [];
    if (rows.length === 0)
        return ['no transactions'];
    const lines = tableLines(COLUMNS, rows.map((row) => cellsOf(row, palette)), palette.faint);
    return typeof next === 'string' ? [...lines, `more: --cursor ${plain(next)}`] : lines;
}
function cellsOf(row, palette) {
    const status = plain(row.status);
    return [
        plain(row.created_at),
        plain(row.transaction_type),
        { text: status, paint: stateColour(palette, status) },
        plain(row.amount),
        plain(row.fee),
        plain(row.confirmations),
        plain(row.recipient_address),
        plain(row.txid),
    ];
}
//# sourceMappingURL=transactions.js.map