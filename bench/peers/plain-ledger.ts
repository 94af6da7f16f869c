import { Client } from 'pg';
import { quantile } from '../measure/statistics.js';
import { answerParent } from '../process/answer-parent.js';

/**
 * The peer that any ledger on PostgreSQL is honestly measured against: double-entry book-keeping with no signatures and no
 * chain. A transfer is one prepared statement, one round trip and one durable transaction: two balances, two entries. Rows
 * are locked in the order of their ids, so that transfers never deadlock.
 */
const SCHEMA = `
CREATE TABLE accounts (id integer PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0)) WITH (fillfactor = 80);
CREATE SEQUENCE transfers;
CREATE TABLE entries (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  transfer bigint NOT NULL,
  account  integer NOT NULL REFERENCES accounts,
  amount   bigint NOT NULL CHECK (amount <> 0)
);
CREATE INDEX entries_account ON entries (account, id);
CREATE FUNCTION transfer(p_from integer, p_to integer, p_amount bigint) RETURNS void LANGUAGE plpgsql AS $transfer$
DECLARE v_transfer bigint := nextval('transfers');
BEGIN
  IF p_from < p_to THEN
    UPDATE accounts SET balance = balance - p_amount WHERE id = p_from;
    UPDATE accounts SET balance = balance + p_amount WHERE id = p_to;
  ELSE
    UPDATE accounts SET balance = balance + p_amount WHERE id = p_to;
    UPDATE accounts SET balance = balance - p_amount WHERE id = p_from;
  END IF;
  INSERT INTO entries (transfer, account, amount) VALUES (v_transfer, p_from, -p_amount), (v_transfer, p_to, p_amount);
END
$transfer$`;

const ACCOUNTS = 10_000;

export type PlainLedgerQuestion =
  /** Makes the tables in an empty database and connects. */
  { kind: 'open'; url: string; clients: number } | { kind: 'run'; seconds: number };

export interface PlainLedgerResult {
  ok: number;
  failed: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  generatorCpu: number;
}

let clients: Client[] = [];

answerParent<PlainLedgerQuestion>((question) =>
  question.kind === 'open' ? open(question.url, question.clients) : run(question.seconds),
);

async function open(url: string, count: number): Promise<void> {
  clients = Array.from({ length: count }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  await clients[0]!.query(SCHEMA);
  await clients[0]!.query('INSERT INTO accounts SELECT id, 1000000000 FROM generate_series(1, $1) AS id', [ACCOUNTS]);
  await clients[0]!.query('VACUUM ANALYZE accounts');
}

async function run(seconds: number): Promise<PlainLedgerResult> {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const latencies: number[] = [];
  let failed = 0;
  const work = async (client: Client) => {
    while (performance.now() - startedAt < seconds * 1000) {
      const sentAt = performance.now();
      const [from, to] = twoAccounts();
      try {
        await client.query({
          name: 'transfer',
          text: 'SELECT transfer($1, $2, $3)',
          values: [from, to, 1 + Math.floor(Math.random() * 100)],
        });
        latencies.push(performance.now() - sentAt);
      } catch {
        failed++;
      }
    }
  };
  await Promise.all(clients.map(work));
  const elapsed = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    ok: latencies.length,
    failed,
    perSecond: latencies.length / elapsed,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    generatorCpu: (user + system) / 1e6 / elapsed,
  };
}

function twoAccounts(): [number, number] {
  const from = 1 + Math.floor(Math.random() * ACCOUNTS);
  return [from, 1 + ((from + Math.floor(Math.random() * (ACCOUNTS - 1))) % ACCOUNTS)];
}
