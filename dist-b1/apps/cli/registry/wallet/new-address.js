import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { plain } from '../rendering/plain-text.js';
import { pathOf } from '../request-target.js';
export function addNewAddress(parent, surroundings) {
    addConnectionOptions(parent.command('new-address'))
        .description('one more address of a wallet; the earlier ones go on receiving')
        .argument('<node-id>')
        .action((nodeId, _, command) => askRegistry(command, surroundings, {
        request: () => ({ method: 'POST', target: pathOf('wallet', nodeId, 'new-address') }),
        render: ({ new_address: address }) => [plain(address)],
    }));
}
//# sourceMappingURL=new-address.js.map