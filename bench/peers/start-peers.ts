import { positionalValues } from '@app/infrastructure/sql/positional-values.js';
import type { Parameters, Statement, ValuesOf } from '@app/infrastructure/sql/statement.js';
import type { Contestant, Reading } from '../measure/alternate.js';
import { Child } from '../process/child.js';
import { CpuShares, familyCpuSeconds } from '../process/cpu-time.js';
import type { Run } from '../run.js';
import type { PlainLedgerQuestion, PlainLedgerResult } from './plain-ledger.js';
import type { PreparedSqlQuestion } from './prepared-sql.js';
import type { RawCryptoQuestion } from './raw-crypto.js';

const PLAIN_CLIENTS = 32;
/** As many as the server has. */
const SQL_CONNECTIONS = 10;

/** The plain ledger on the PostgreSQL that the run measures on, in a database of its own. */
export async function plainLedger(run: Run): Promise<Contestant> {
  const { databaseUrl } = await run.places.fresh('postgres');
  const child = startChild(run, './plain-ledger.ts');
  await child.ask({ kind: 'open', url: databaseUrl!, clients: PLAIN_CLIENTS } satisfies PlainLedgerQuestion);
  const postgres = await run.places.postgres();
  const question: PlainLedgerQuestion = { kind: 'run', seconds: run.options.seconds };
  const measure = async () => {
    const shares = new CpuShares({ databaseCpu: () => familyCpuSeconds(postgres.pid!) });
    return { ...(await child.ask<PlainLedgerResult>(question)), ...shares.shares() };
  };
  return { name: `plain ledger, ${PLAIN_CLIENTS} clients`, measure };
}

/** Signing and verifying and nothing else, on one core. */
export async function rawCrypto(run: Run): Promise<Contestant> {
  const child = startChild(run, './raw-crypto.ts');
  const question: RawCryptoQuestion = { seconds: run.options.seconds };
  return { name: 'sign + verify, one core', measure: () => child.ask(question) };
}

/** One statement of the ledger's, prepared, on the database that is measured. */
export async function preparedSql<P extends Parameters>(
  run: Run,
  databaseUrl: string,
  statement: Pick<Statement<P>, 'name' | 'sql' | 'parameters'>,
  values: ValuesOf<P>,
): Promise<Contestant> {
  const child = startChild(run, './prepared-sql.ts');
  const { name, sql: text } = statement;
  const opening: PreparedSqlQuestion = {
    kind: 'open',
    url: databaseUrl,
    schema: 'ledger',
    connections: SQL_CONNECTIONS,
    statement: { name, text, values: positionalValues(statement, values) },
  };
  await child.ask(opening);
  await child.ask({ kind: 'run', seconds: Math.min(1, run.options.seconds) } satisfies PreparedSqlQuestion);
  const postgres = await run.places.postgres();
  const measure = async () => {
    const shares = new CpuShares({ databaseCpu: () => familyCpuSeconds(postgres.pid!) });
    const question: PreparedSqlQuestion = { kind: 'run', seconds: run.options.seconds };
    return { ...(await child.ask<Reading>(question)), ...shares.shares() };
  };
  return { name: `SQL prepared, ${SQL_CONNECTIONS} connections`, measure };
}

/** @returns the URL of a bare Fastify with `GET /balance/<address>` */
export function bareFastify(run: Run): Promise<string> {
  return startChild(run, './bare-fastify.ts').ask({});
}

function startChild(run: Run, program: string): Child {
  const child = new Child(new URL(program, import.meta.url));
  run.onEnd(() => child.stop());
  return child;
}
