/** The store is sealed under another master key: what is in it would not open, and what is added would not mix. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';

  constructor(options?: ErrorOptions) {
    super(
      'the master key is not the one that this database is sealed with; point MASTER_KEY_FILE (or DATA_DIR) at the right one, ' +
        'or set the right MASTER_PASSPHRASE',
      options,
    );
  }
}

/** Some records are under the old key and some under the new one, and only the command that does this can go on. */
export class RotationUnfinished extends Error {
  override readonly name = 'RotationUnfinished';

  constructor() {
    super(
      'a rotation of the master key is unfinished: run the same mizan rotate-master-key again, then start the server',
    );
  }
}
