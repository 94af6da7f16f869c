import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { stateColour } from '../rendering/palette.js';
import { plain } from '../rendering/plain-text.js';
export function addHealth(parent, surroundings) {
    addConnectionOptions(parent.command('health'))
        .description('whether the wallet service answers')
        .action((_, command) => askRegistry(command, surroundings, {
        request: () => ({ method: 'GET', target: '/wallet/health' }),
        render: ({ status, service, version }, palette) => {
            const state = plain(status);
            return [`${stateColour(palette, state)(state)}  ${plain(service)} ${plain(version)}`];
        },
    }));
}
//# sourceMappingURL=health.js.map