import { toJson } from "../../../../libs/infrastructure/http/json-writer.js";
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { fieldLines } from '../rendering/columns.js';
import { plain } from '../rendering/plain-text.js';
const CHANGES = [
    {
        verb: 'add',
        description: 'what a node can do from now on as well',
        argument: '<capabilities...>',
        request: (nodeId, names) => ({
            method: 'POST',
            target: '/nodes/capabilities/add',
            body: toJson({ node_id: nodeId, new_capabilities: names }),
        }),
    },
    {
        verb: 'remove',
        description: 'what a node can no longer do',
        argument: '<capabilities...>',
        request: (nodeId, names) => ({
            method: 'POST',
            target: '/nodes/capabilities/remove',
            body: toJson({ node_id: nodeId, capabilities_to_remove: names }),
        }),
    },
    {
        verb: 'set',
        description: 'all that a node can do: with no names, nothing',
        argument: '[capabilities...]',
        request: (nodeId, names) => ({
            method: 'PUT',
            target: '/nodes/capabilities/update',
            body: toJson({ node_id: nodeId, new_capabilities: names }),
        }),
    },
];
export function addCapabilities(parent, surroundings) {
    const group = parent
        .command('capabilities')
        .description('change what a node can do')
        .addHelpText('after', `
Standard capabilities: compute storage gpu network security ai_ml blockchain database web_server wallet.
Others may be made up, of A-Z a-z 0-9 _ -.`);
    for (const { verb, description, argument, request } of CHANGES) {
        addConnectionOptions(group.command(verb))
            .description(description)
            .argument('<node-id>')
            .argument(argument)
            .action((nodeId, names, _, command) => askRegistry(command, surroundings, { request: () => request(nodeId, names), render: changeLines }));
    }
}
function changeLines(answer) {
    return fieldLines([
        ['added', plain(answer.added_capabilities)],
        ['removed', plain(answer.removed_capabilities)],
        ['now', plain(answer.new_capabilities)],
    ]);
}
//# sourceMappingURL=capabilities.js.map