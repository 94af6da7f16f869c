/** The embedded coin is one process's alone: two would each mine a chain of their own into the same tables. */
export class DevnetInUse extends Error {
  override readonly name = 'DevnetInUse';

  constructor() {
    super(
      'another process runs the devnet on this database; several processes need a Flopcoin Core (FLOPCOIN_RPC_HOST)',
    );
  }
}
