import { type CoreConfig, readCoreAccess } from '@app/infrastructure/configuration/core-access.js';
import { connectToCore } from '@app/infrastructure/flopcoin/core-connection.js';
import { CookieFileCredentials, PasswordCredentials } from '@app/infrastructure/flopcoin/core-credentials.js';
import type { FlopcoinBackend } from '@app/infrastructure/flopcoin/flopcoin-backend.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { pinCoin } from '@app/infrastructure/typeorm/registry/pin-coin.js';
import { SqlDepositBook } from '@app/infrastructure/typeorm/registry/sql-deposit-book.js';
import { TypeormReserveBook } from '@app/infrastructure/typeorm/registry/typeorm-reserve-book.js';
import { TypeormWalletWatch } from '@app/infrastructure/typeorm/registry/typeorm-wallet-watch.js';
import { writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import { type CoinIdentity, expectedCoreUnits, formatFlop } from '@app/node-wallet';
import { CommandFailure } from '../command-failure.js';
import { demandExisting, readStoragePlace, type StoragePlace, withStore } from '../stores.js';

const DATA_ERROR = 65;
const IN_USE = 75;
const CONFIGURATION = 78;

export async function runCorePin({ yes = false }: { yes?: boolean }): Promise<void> {
  const place = readStoragePlace();
  demandExisting(place, 'registry');
  const access = readCoreAccess();
  if (!access) throw new CommandFailure('no Core is configured: set FLOPCOIN_RPC_HOST', CONFIGURATION);
  const core = connect(access);
  try {
    await withStore(place, 'registry', (database) => alone(place, database, () => review(database, core, yes)));
  } finally {
    await core.close();
  }
}

function connect({ host, port, timeoutMs, login }: CoreConfig): FlopcoinBackend {
  const credentials =
    'cookieFile' in login
      ? new CookieFileCredentials(login.cookieFile)
      : new PasswordCredentials(login.user, login.password);
  return connectToCore({ host, port, timeoutMs, credentials });
}

async function alone(place: StoragePlace, database: Database, work: () => Promise<void>): Promise<void> {
  const lock = writerLockFor(database, place.storage.kind === 'postgres' ? place.storage.url : undefined);
  if (!(await lock.tryAcquire()))
    throw new CommandFailure(`a server is working on the registry in ${place.name}; stop it first`, IN_USE);
  try {
    await work();
  } finally {
    await lock.release();
  }
}

async function review(database: Database, core: FlopcoinBackend, yes: boolean): Promise<void> {
  const pinned = await new SqlDepositBook(database).pinned();
  if (!pinned) throw new CommandFailure('nothing is pinned yet: the first start of the server does it', DATA_ERROR);
  const seen = await core.node.identity();
  say('pinned', describe(pinned));
  say('now', describe(seen));
  if (pinned.chain !== seen.chain || pinned.genesisHash !== seen.genesisHash)
    throw new CommandFailure('this is another chain; the books of this registry are of no use on it', DATA_ERROR);
  await demandKeys(database, core);
  const driftUnits = await compareFunds(database, core);
  const others = await newMarks(database, core);
  say('marks', others.length === 0 ? 'of no other registry' : `of ${others.length} other registries; are they gone?`);
  if (!yes) return void process.stdout.write('\nNothing was changed. --yes pins this wallet.\n');
  await pinCoin(database, { pinned, seen, driftUnits, marks: others, atMs: Date.now() });
  process.stdout.write('\nPinned.\n');
}

/** @throws CommandFailure when the wallet lacks the key of an address that a node was given */
async function demandKeys(database: Database, core: FlopcoinBackend): Promise<void> {
  const rows = await database.query<{ address: string }>('SELECT address FROM wallet_addresses ORDER BY number');
  let missing = 0;
  for (const { address } of rows) if (!(await core.marks.owns(address))) missing++;
  say('addresses', `${rows.length - missing} of ${rows.length} that nodes were given have their key in this wallet`);
  if (missing > 0)
    throw new CommandFailure('this wallet cannot spend what nodes were sent; it is not pinned', DATA_ERROR);
}

async function compareFunds(database: Database, core: FlopcoinBackend): Promise<bigint> {
  const { trustedUnits, unconfirmedUnits, immatureUnits } = await core.wallet.totals();
  const coreUnits = trustedUnits + unconfirmedUnits + immatureUnits;
  const booksUnits = expectedCoreUnits(await new TypeormReserveBook(database).totals());
  const driftUnits = coreUnits - booksUnits;
  say('books', `${formatFlop(booksUnits)} FLOP`);
  say('Core', `${formatFlop(coreUnits)} FLOP`);
  const meaning =
    driftUnits === 0n ? '' : ': what came or went since the server stopped, or a drift that freezes payments';
  say('difference', `${formatFlop(driftUnits)} FLOP${meaning}`);
  return driftUnits;
}

async function newMarks(database: Database, core: FlopcoinBackend): Promise<string[]> {
  const known = await new TypeormWalletWatch(database).knownMarks();
  return (await core.marks.all()).filter((mark) => !known.includes(mark));
}

function describe({ chain, walletId, subversion }: CoinIdentity): string {
  return `chain ${chain}, wallet ${walletId}, ${subversion}`;
}

function say(what: string, text: string): void {
  process.stdout.write(`${what.padEnd(11)} ${text}\n`);
}
