import { Client } from 'pg';
import { quantile } from '../measure/statistics.js';
import { answerParent } from '../process/answer-parent.js';

/** One statement, prepared once per connection. */
export interface PreparedQuestion {
  kind: 'open';
  url: string;
  schema: string;
  connections: number;
  statement: { name: string; text: string; values: unknown[] };
}

export type PreparedSqlQuestion = PreparedQuestion | { kind: 'run'; seconds: number };

let clients: Client[] = [];
let statement: PreparedQuestion['statement'];

/** What a database gives to a program that does nothing but ask it: one statement after another on each connection. */
answerParent<PreparedSqlQuestion>((question) =>
  question.kind === 'open' ? open(question) : run(question.seconds * 1_000),
);

async function open({ url, schema, connections, statement: asked }: PreparedQuestion): Promise<void> {
  statement = asked;
  clients = Array.from({ length: connections }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  await Promise.all(clients.map((client) => client.query(`SET search_path TO ${schema}`)));
  const { rowCount } = await clients[0]!.query(statement);
  if (!rowCount) throw new Error('the prepared statement finds nothing');
}

async function run(lengthMs: number) {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const latencies: number[] = [];
  const ask = async (client: Client) => {
    while (performance.now() - startedAt < lengthMs) {
      const sentAt = performance.now();
      await client.query(statement);
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(clients.map(ask));
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    ok: latencies.length,
    failed: 0,
    perSecond: latencies.length / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    generatorCpu: (user + system) / 1e6 / seconds,
  };
}
