import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { fieldLines } from '../rendering/columns.js';
import { plain } from '../rendering/plain-text.js';
import { pathOf } from '../request-target.js';
import { flop } from './wallet-fields.js';
/** Parts of the balance, in the order in which money becomes spendable and is spent. */
const PARTS = ['pending', 'available', 'reserved', 'owed'];
export function addBalance(parent, surroundings) {
    addConnectionOptions(parent.command('balance'))
        .description('what a node has')
        .argument('<node-id>')
        .addHelpText('after', `
pending    deposits that wait for their confirmations
available  what can be sent now
reserved   payments on their way
owed       spent from a deposit that was taken back; shown when there is any`)
        .action((nodeId, _, command) => askRegistry(command, surroundings, {
        request: () => ({ method: 'GET', target: pathOf('wallet', nodeId, 'balance') }),
        render: balanceLines,
    }));
}
function balanceLines(answer, palette) {
    const fields = [
        ['balance', { text: flop(answer.balance), paint: palette.bold }],
        ...PARTS.filter((part) => isWorthALine(part, answer)).map((part) => [part, flop(answer[part])]),
        ['wallet', plain(answer.wallet_name)],
        ['address', plain(answer.address)],
    ];
    return fieldLines(fields);
}
function isWorthALine(part, answer) {
    return answer[part] !== undefined && (part !== 'owed' || answer.owed_units !== '0');
}
//# sourceMappingURL=balance.js.map