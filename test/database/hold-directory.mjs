// Opens the embedded database in argv[2], says so on stdout, and then inserts rows one by one, printing the number of each
// row once it is acknowledged. Runs until it is killed.
const { openDatabase } = await import('../../dist/libs/infrastructure/typeorm/open-database.js');

const database = await openDatabase({
  storage: { kind: 'embedded', directory: process.argv[2] },
  schema: 'ledger',
  migrations: [],
  entities: [],
  applicationName: 'holder',
  log: console,
});
await database.query('CREATE TABLE IF NOT EXISTS acknowledged (n int PRIMARY KEY)');
process.stdout.write('open\n');
for (let n = 1; ; n++) {
  await database.transaction((query) => query('INSERT INTO acknowledged VALUES ($1)', [n]));
  process.stdout.write(`${n}\n`);
}
