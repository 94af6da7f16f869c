export type SystemLogLevel = 'info' | 'warn' | 'error';

/** One line of the operator's journal (`GET /logs/system`). `message` carries no secret and no personal data beyond an e-mail. */
export interface SystemLogEntry {
  level: SystemLogLevel;
  /** What happened, from the closed list of ledger-wire.md ("Log `type`s"). */
  type: string;
  message: string;
  /** The caller's address, '' when there is none. */
  ip: string;
}

/**
 * Where events worth an operator's attention are recorded. Recording never fails the action it tells about: an adapter
 * that cannot write reports that on the process log instead of throwing.
 */
export abstract class SystemLog {
  abstract record(entry: SystemLogEntry): Promise<void>;
}
