import { addKeyCreate } from './key/create.js';
import { addCapabilities } from './nodes/capabilities.js';
import { addDeregister } from './nodes/deregister.js';
import { addHeartbeat } from './nodes/heartbeat.js';
import { addList } from './nodes/list.js';
import { addRegister } from './nodes/register.js';
import { addReputation } from './nodes/reputation.js';
import { addShow } from './nodes/show.js';
import { addBalance } from './wallet/balance.js';
import { addCreate } from './wallet/create.js';
import { addHealth } from './wallet/health.js';
import { addInfo } from './wallet/info.js';
import { addNewAddress } from './wallet/new-address.js';
import { addSend } from './wallet/send.js';
import { addTransactions } from './wallet/transactions.js';
const WALLET = [addHealth, addCreate, addInfo, addBalance, addSend, addTransactions, addNewAddress];
const NODES = [
    addRegister,
    addList,
    addShow,
    addHeartbeat,
    addCapabilities,
    addReputation,
    addDeregister,
];
export function addWalletCommands(parent, surroundings) {
    for (const add of WALLET)
        add(parent, surroundings);
}
export function addNodeCommands(parent, surroundings) {
    for (const add of NODES)
        add(parent, surroundings);
}
export function addKeyCommands(parent, surroundings) {
    addKeyCreate(parent, surroundings);
}
//# sourceMappingURL=command-groups.js.map