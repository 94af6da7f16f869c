import { explainFailure } from "../../libs/infrastructure/process/explain-failure.js";
import { BackupRefused } from "../../libs/infrastructure/typeorm/backup/backup.errors.js";
import { DirectoryInUse } from "../../libs/infrastructure/typeorm/embedded/directory.errors.js";
import { CommandFailure } from './command-failure.js';
const DATA_ERROR = 65;
/** The server's explanations, and those of what only commands do. */
export function explainCommandFailure(error) {
    if (error instanceof CommandFailure)
        return { lines: [error.message], exitCode: error.exitCode };
    if (error instanceof BackupRefused) {
        return { lines: [`not restored: ${error.message}`, 'nothing was changed'], exitCode: DATA_ERROR };
    }
    const explained = explainFailure(error);
    if (error instanceof DirectoryInUse) {
        explained.lines.push('stop the server first, or ask it: mizan verify-chain --url http://127.0.0.1:8080');
    }
    return explained;
}
//# sourceMappingURL=explain-command-failure.js.map