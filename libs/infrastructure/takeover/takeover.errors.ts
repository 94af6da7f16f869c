/** DATA_DIR has a database of this version and one of an earlier version, and nothing says which of them counts. */
export class TwoStores extends Error {
  override readonly name = 'TwoStores';

  constructor(dataDirectory: string, old: readonly string[]) {
    super(
      `${dataDirectory} has a database of an earlier version (${old.join(', ')}) beside that of this one (database): move the one away that does not count`,
    );
  }
}
