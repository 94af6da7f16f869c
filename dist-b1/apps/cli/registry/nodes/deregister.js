import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { plain } from '../rendering/plain-text.js';
import { pathOf } from '../request-target.js';
export function addDeregister(parent, surroundings) {
    addConnectionOptions(parent.command('deregister'))
        .description('take a node out of service; its wallet stays readable, and it can register again')
        .argument('<node-id>')
        .action((nodeId, _, command) => askRegistry(command, surroundings, {
        request: () => ({ method: 'DELETE', target: pathOf('nodes', nodeId) }),
        render: ({ message }) => [plain(message)],
    }));
}
//# sourceMappingURL=deregister.js.map