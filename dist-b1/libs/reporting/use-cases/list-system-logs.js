import { DatabaseNotConfigured } from "../../kernel/index.js";
import { ReportFailed } from '../reporting.errors.js';
/** The newest entries of the operator's journal. */
export class ListSystemLogs {
    logs;
    log;
    constructor(logs, log) {
        this.logs = logs;
        this.log = log;
    }
    /** @throws DatabaseNotConfigured, which comes before anything else that may be wrong with a request */
    available() {
        this.logs.available();
    }
    /** @throws DatabaseNotConfigured · ReportFailed */
    async execute(limit, beforeId, ip) {
        try {
            return await this.logs.recent(limit, beforeId);
        }
        catch (cause) {
            if (cause instanceof DatabaseNotConfigured)
                throw cause;
            const message = 'failed to list system logs';
            await this.log.record({ level: 'error', type: 'system_logs_list_failed', message, ip });
            throw new ReportFailed(message, { cause });
        }
    }
}
//# sourceMappingURL=list-system-logs.js.map