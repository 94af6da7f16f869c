import { toJson } from "../../../../libs/infrastructure/http/json-writer.js";
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { plain } from '../rendering/plain-text.js';
export function addRegister(parent, surroundings) {
    addConnectionOptions(parent.command('register'))
        .description('enter a node into the registry, or give it a new address and new capabilities')
        .argument('<node-id>')
        .argument('<address>', 'host, host:port or URL')
        .argument('[capabilities...]', 'what the node can do, such as compute or storage')
        .addHelpText('after', `
With a key file the node is registered under that key, and the request, being signed with it, proves that you
hold it. Without one the registry gives out a secret, which is shown this once.

Example:
  mizan key create node_001.pem
  mizan nodes register node_001 10.0.0.7:9000 compute storage --key-file node_001.pem`)
        .action((nodeId, address, capabilities, _, command) => askRegistry(command, surroundings, {
        request: ({ signer }) => ({
            method: 'POST',
            target: '/nodes/register',
            body: toJson({ node_id: nodeId, address, capabilities, public_key: signer?.publicKey }),
        }),
        render: ({ message, auth_secret: secret }) => [
            plain(message),
            ...(secret === undefined ? [] : [`secret: ${plain(secret)} (keep it: it is not shown again)`]),
        ],
    }));
}
//# sourceMappingURL=register.js.map