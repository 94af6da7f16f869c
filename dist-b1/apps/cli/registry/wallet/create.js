import { isJsonObject } from "../../../../libs/infrastructure/http/json-value.js";
import { toJson } from "../../../../libs/infrastructure/http/json-writer.js";
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { plain } from '../rendering/plain-text.js';
import { walletLines } from './wallet-fields.js';
export function addCreate(parent, surroundings) {
    addConnectionOptions(parent.command('create'))
        .description('make the wallet of a registered node')
        .argument('<node-id>')
        .argument('<wallet-name>')
        .action((nodeId, walletName, _, command) => askRegistry(command, surroundings, {
        request: () => ({
            method: 'POST',
            target: '/wallet/create',
            body: toJson({ node_id: nodeId, wallet_name: walletName }),
        }),
        render: ({ message, wallet }, palette) => [
            plain(message),
            ...(isJsonObject(wallet) ? walletLines(wallet, palette) : []),
        ],
    }));
}
//# sourceMappingURL=create.js.map