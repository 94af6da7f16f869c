import type { DataSource } from 'typeorm';

/** The database cannot hold what we store; no later start will change that. */
export class UnfitDatabase extends Error {
  override readonly name = 'UnfitDatabase';
}

/**
 * In another encoding a name that it has no letters for is refused or changed, and SQL_ASCII stores any bytes.
 * @throws UnfitDatabase
 */
export async function refuseOtherEncodings(dataSource: DataSource): Promise<void> {
  const [{ server_encoding: encoding }] = await dataSource.query('SHOW server_encoding');
  if (encoding === 'UTF8') return;
  throw new UnfitDatabase(
    `DATABASE_URL: the database has the encoding ${encoding}, and only UTF8 holds every name; make one with ` +
      `CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' and name it in DATABASE_URL`,
  );
}
