import { addAdminToken } from './commands/admin-token.js';
import { addBackup } from './commands/backup.js';
import { addCorePin } from './commands/core-pin.js';
import { addRestore } from './commands/restore.js';
import { addRotateMasterKey } from './commands/rotate-master-key.js';
import { addVerifyAudit } from './commands/verify-audit.js';
import { addVerifyChain } from './commands/verify-chain.js';

/**
 * What an operator does to a server's stores. Each command is a file that adds itself; what it does is in `operator/`, which is loaded
 * when it is called, since what opens a database takes a second of processor to load.
 */
export const OPERATOR_COMMANDS = [
  addVerifyChain,
  addVerifyAudit,
  addRotateMasterKey,
  addBackup,
  addRestore,
  addAdminToken,
  addCorePin,
];
