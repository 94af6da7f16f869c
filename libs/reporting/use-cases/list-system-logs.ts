import { DatabaseNotConfigured, SystemLog } from '@app/kernel';
import { type RecordedLogEntry, SystemLogs } from '../ports/system-logs.js';
import { ReportFailed } from '../reporting.errors.js';

/** The newest entries of the operator's journal. */
export class ListSystemLogs {
  constructor(
    private readonly logs: SystemLogs,
    private readonly log: SystemLog,
  ) {}

  /** @throws DatabaseNotConfigured, which comes before anything else that may be wrong with a request */
  available(): void {
    this.logs.available();
  }

  /** @throws DatabaseNotConfigured · ReportFailed */
  async execute(limit: number, beforeId: string | undefined, ip: string): Promise<RecordedLogEntry[]> {
    try {
      return await this.logs.recent(limit, beforeId);
    } catch (cause) {
      if (cause instanceof DatabaseNotConfigured) throw cause;
      const message = 'failed to list system logs';
      await this.log.record({ level: 'error', type: 'system_logs_list_failed', message, ip });
      throw new ReportFailed(message, { cause });
    }
  }
}
