/** The session that holds the writer's lock. */
export interface LockSession {
  readonly pid: number;
  /** When it began, as the server prints it: no later session has both. */
  readonly since: string;
}
