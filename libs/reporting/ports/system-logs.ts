import type { SystemLogEntry } from '@app/kernel';

export interface RecordedLogEntry extends SystemLogEntry {
  /** Decimal; grows with time. */
  readonly id: string;
  readonly timestampMs: number;
}

/** The operator's journal, read side. The write side is SystemLog in the kernel. */
export abstract class SystemLogs {
  /** @throws DatabaseNotConfigured when there is no journal */
  abstract available(): void;

  /** Up to `limit` entries, newest first, older than entry `beforeId` if given. */
  abstract recent(limit: number, beforeId: string | undefined): Promise<RecordedLogEntry[]>;
}
