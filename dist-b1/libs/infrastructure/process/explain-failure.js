import { DamagedStore } from "../../chain/index.js";
import { CONFIGURATION_EXIT_CODE, ConfigurationFaults, } from "../configuration/configuration-faults.js";
import { MasterKeyUnusable } from "../crypto/master-key.js";
import { DatabaseUnavailable } from "../typeorm/database.errors.js";
import { DirectoryInUse, DirectoryUnusable } from "../typeorm/embedded/directory.errors.js";
import { WrongMasterKey } from "../typeorm/pin-master-key.js";
import { SchemaIsNewer } from "../typeorm/schema.js";
const DATA_ERROR = 65;
const UNAVAILABLE = 69;
const SOFTWARE = 70;
const TEMPORARY = 75;
/** Turns what stopped the start into lines and an exit code. A bug keeps its stack. */
export function explainFailure(error) {
    if (error instanceof ConfigurationFaults)
        return { lines: [...error.lines], exitCode: CONFIGURATION_EXIT_CODE };
    if (error instanceof MasterKeyUnusable || error instanceof WrongMasterKey) {
        return { lines: [error.message], exitCode: CONFIGURATION_EXIT_CODE };
    }
    if (error instanceof DirectoryInUse)
        return { lines: [error.message], exitCode: TEMPORARY };
    if (error instanceof DamagedStore || error instanceof DirectoryUnusable) {
        return {
            lines: [`refusing to start on a damaged store: ${error.message}`, 'restore a backup'],
            exitCode: DATA_ERROR,
        };
    }
    if (error instanceof SchemaIsNewer)
        return { lines: [error.message], exitCode: DATA_ERROR };
    if (error instanceof DatabaseUnavailable)
        return { lines: [`${error.message}${reason(error)}`], exitCode: UNAVAILABLE };
    const { code, port, address } = error;
    if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
        return { lines: [`cannot listen on ${address}:${port} (${code})`], exitCode: UNAVAILABLE };
    }
    return { lines: [error instanceof Error ? (error.stack ?? error.message) : String(error)], exitCode: SOFTWARE };
}
function reason({ cause }) {
    return cause instanceof Error && cause.message ? ` (${cause.message.replace(/\/\/[^@\s]*@/g, '//***@')})` : '';
}
//# sourceMappingURL=explain-failure.js.map