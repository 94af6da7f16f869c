/** Another process (or another part of this one) has the data directory open. Two writers would destroy it. */
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
