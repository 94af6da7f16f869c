import { SendingSite } from '../ledger/sending-site.js';
import { benchKey } from '../ledger/wallets.js';
import { LoadGenerator } from '../load/load-generator-process.js';
import type { Contestant, Reading } from '../measure/alternate.js';
import type { Question } from '../measure/verdict.js';
import type { BuiltServer } from '../process/built-server.js';
import { cpuSeconds, familyCpuSeconds } from '../process/cpu-time.js';
import { startFollower } from '../process/follower.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const SENDING = 64;
/** Of each server. */
const READING = 32;
const WALLETS = 200;
const WARM_UP_SECONDS = 5;
const MS = 1_000;
const READS = {
  balance: (address: string) => `/api/v1/wallets/${address}/balance`,
  history: (address: string) => `/api/v1/wallets/${address}/transactions?limit=10`,
};

/** A server, and the callers who read there. */
interface Reader {
  readonly server: BuiltServer;
  readonly generator: LoadGenerator;
}

/** What reads cost on the server that writes, on one that follows it, and on three at once; and what following a send costs. */
export const followers: Bench = {
  summary: 'reads on the writer, on a follower, on a writer with one and two of them; what a send costs a follower',
  run: async (run) => {
    const place = await run.places.fresh('postgres');
    const site = await SendingSite.open(run, place, { clients: SENDING });
    const servers = [
      site.server,
      await startFollower(place, run, 'follower 1'),
      await startFollower(place, run, 'follower 2'),
    ];
    await site.measure({ clients: SENDING, seconds: WARM_UP_SECONDS });
    for (const [name, path] of Object.entries(READS)) await measureReads(run, servers, name, path);
    await measureSends(run, site, servers.slice(1));
  },
};

async function measureReads(
  run: Run,
  servers: readonly BuiltServer[],
  read: string,
  path: (address: string) => string,
) {
  const requests = Array.from({ length: WALLETS }, (_, at) => {
    return { method: 'GET' as const, path: path(benchKey('sends', at).address) };
  });
  const readers: Reader[] = [];
  for (const server of servers) {
    const generator = await LoadGenerator.start(server.url, { kind: 'rotate', requests });
    run.onEnd(() => generator.stop());
    await generator.run({ clients: READING, seconds: Math.min(1, run.options.seconds) });
    readers.push({ server, generator });
  }
  const postgres = await run.places.postgres();
  const contestant = (name: string, asked: readonly Reader[]): Contestant => ({
    name,
    measure: () => readAll(asked, { seconds: run.options.seconds, databaseCpu: () => familyCpuSeconds(postgres.pid!) }),
  });
  const [writer, one, both] = ['writer', 'writer and 1 follower', 'writer and 2 followers'];
  const contestants = [
    contestant(writer!, readers.slice(0, 1)),
    contestant('follower', readers.slice(1, 2)),
    contestant(one!, readers.slice(0, 2)),
    contestant(both!, readers),
  ];
  const questions = ['follower', one!, both!].flatMap((measured): Question[] => [
    {
      name: `server's processor time of a read, ${measured} ÷ writer`,
      metric: 'serverMsPerRead',
      measured,
      peer: writer!,
    },
    { name: `reads a second, ${measured} ÷ writer`, metric: 'perSecond', measured, peer: writer! },
  ]);
  await run.section(`${read}, ${READING} clients for each server`, contestants, questions);
  for (const { generator } of readers) await generator.stop();
}

/** All are asked at once. */
async function readAll(
  readers: readonly Reader[],
  { seconds, databaseCpu }: { seconds: number; databaseCpu: () => number },
): Promise<Reading> {
  const serverCpu = () => readers.reduce((sum, { server }) => sum + cpuSeconds(server.pid), 0);
  const [servers, database] = [serverCpu(), databaseCpu()];
  const load = { clients: READING, seconds };
  const results = await Promise.all(readers.map(({ generator }) => generator.run(load)));
  const sum = (pick: (result: (typeof results)[number]) => number) =>
    results.reduce((total, result) => total + pick(result), 0);
  const ok = sum((result) => result.ok);
  return {
    ok,
    failed: sum(({ failed }) => failed),
    perSecond: sum(({ perSecond }) => perSecond),
    p99Ms: Math.max(...results.map(({ p99Ms }) => p99Ms)),
    serverMsPerRead: ((serverCpu() - servers) * MS) / ok,
    databaseMsPerRead: ((databaseCpu() - database) * MS) / ok,
  };
}

/** No client reads: what followers do then is for the blocks. */
async function measureSends(run: Run, site: SendingSite, following: readonly BuiltServer[]): Promise<void> {
  const followersCpu = () => following.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
  const measure = async (): Promise<Reading> => {
    const before = followersCpu();
    const reading = await site.measure({ clients: SENDING, seconds: run.options.seconds });
    const followerMsPerSend = ((followersCpu() - before) * MS) / reading.ok! / following.length;
    const [server, database] = [reading.serverCpu!, reading.databaseCpu!].map((cpu) => (cpu * MS) / reading.perSecond!);
    return { ...reading, writerMsPerSend: server!, databaseMsPerSend: database!, followerMsPerSend };
  };
  await run.section('sends with two followers', [{ name: 'sends', measure }], []);
}
