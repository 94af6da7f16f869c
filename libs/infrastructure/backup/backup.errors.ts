export type BackupFault =
  | 'not-a-backup'
  /** Written by a version with another format. */
  | 'unknown-format'
  /** Ends before its trailer. */
  | 'truncated'
  /** Its digest or a row count is wrong, or a line cannot be read. */
  | 'damaged'
  /** Of another schema, or of another state of its migrations. */
  | 'schema-differs'
  /** The target holds rows already. */
  | 'not-empty';

/** The file was not restored, and the target is as it was. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';

  constructor(
    readonly fault: BackupFault,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }

  /** The same, with the line of the file that it is about. */
  at(line: number): BackupRefused {
    return new BackupRefused(this.fault, `${this.message} (line ${line})`, { cause: this });
  }
}
