import type { Exhaustion } from '@app/infrastructure/process/exhaustion.js';

/** Another process (or another part of this one, for the same schema) has the data directory open. Two writers would destroy it. */
export class DirectoryInUse extends Error {
  override readonly name = 'DirectoryInUse';

  constructor(
    readonly directory: string,
    /** Process id that the holder wrote into the lock file, undefined when unreadable. It may be of another container. */
    readonly pid: number | undefined,
  ) {
    super(`data directory ${directory} is in use by ${pid === undefined ? 'another process' : `process ${pid}`}`);
  }
}

/** The machine does not let us use the data directory now: no room, no permission, no descriptors. Data are untouched. */
export class DirectoryUnavailable extends Error {
  override readonly name = 'DirectoryUnavailable';

  constructor(
    readonly directory: string,
    { code, advice }: Exhaustion,
    options?: ErrorOptions,
  ) {
    super(
      `data directory ${directory} cannot be used now: ${advice}, and start again; the data are untouched`,
      options,
    );
    this.code = code;
  }

  /** Taken for a lost socket by `pg`, and for what it is by those who look at codes. */
  readonly code: string;
}

/** The data directory holds something that this build cannot or must not open. Nothing was changed. */
export class DirectoryUnusable extends Error {
  override readonly name = 'DirectoryUnusable';

  constructor(
    readonly directory: string,
    /** One line for the operator. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`data directory ${directory} cannot be used: ${reason}`, options);
  }
}
