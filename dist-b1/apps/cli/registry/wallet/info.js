import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { pathOf } from '../request-target.js';
import { walletLines } from './wallet-fields.js';
export function addInfo(parent, surroundings) {
    addConnectionOptions(parent.command('info'))
        .description('name, address and balance of a wallet')
        .argument('<node-id>')
        .action((nodeId, _, command) => askRegistry(command, surroundings, {
        request: () => ({ method: 'GET', target: pathOf('wallet', nodeId) }),
        render: walletLines,
    }));
}
//# sourceMappingURL=info.js.map