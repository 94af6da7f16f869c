import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { pathOf } from '../request-target.js';
import { nodeLines } from './node-lines.js';
export function addShow(parent, surroundings) {
    addConnectionOptions(parent.command('show'))
        .description('one node')
        .argument('<node-id>')
        .action((nodeId, _, command) => askRegistry(command, surroundings, {
        request: () => ({ method: 'GET', target: pathOf('nodes', nodeId) }),
        render: nodeLines,
    }));
}
//# sourceMappingURL=show.js.map