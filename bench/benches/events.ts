import { EventReader } from '../../test/support/event-reader.js';
import { eventDelays } from '../events/event-delays.js';
import { closeReaders, memoryOfReaders, openIdleReaders } from '../events/idle-readers.js';
import { webhookDeliveries } from '../events/webhook-deliveries.js';
import { environmentOf, type Place } from '../ledger/places.js';
import { SendingSite } from '../ledger/sending-site.js';
import type { Contestant } from '../measure/alternate.js';
import type { Question } from '../measure/verdict.js';
import { startFollower } from '../process/follower.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const CLIENTS = 64;
const READERS = [0, 100, 1_000];
const MOST = Math.max(...READERS);
const ALONE = 'sends with 0 readers';
const WARM_UP_SECONDS = 10;
const WEBHOOKS = [1, 20];
/** Transfers that wait for their delivery. */
const BACKLOG = 200;
/** What docs/events.md promises, in milliseconds. */
const WRITER = { direction: 'at most', gate: 100, aim: 50 } as const;
const FOLLOWER = { direction: 'at most', gate: 500, aim: 300 } as const;

/** How soon events are heard; readers who follow wallets on which nothing happens, beside sends; and what these take. */
export const events: Bench = {
  summary:
    'how soon events are heard; sends with 0, 100 and 1,000 readers of events, and what these take; deliveries of webhooks',
  run: async (run) => {
    for (const database of run.options.databases) await measureOn(await run.places.fresh(database), run);
  },
};

async function measureOn(place: Place, run: Run): Promise<void> {
  const site = await SendingSite.open(run, place, { clients: CLIENTS });
  await site.measure({ clients: CLIENTS, seconds: WARM_UP_SECONDS });
  await measureDelays(site, place, run);
  await measureSends(site, place, run);
  await measureDeliveries(site, place, run);
  await site.close();
  const name = `${MOST.toLocaleString('en')} idle readers`;
  await run.section(
    `${place.kind}, memory`,
    [{ name, measure: () => memoryOfReaders({ dataDir: place.dataDir, env: environmentOf(place) }, MOST) }],
    [{ name, metric: 'readersMb', measured: name, goal: { direction: 'at most', gate: 100, aim: 50 } }],
  );
}

/** An embedded database has no server that follows. */
async function measureDelays(site: SendingSite, place: Place, run: Run): Promise<void> {
  const follower = place.kind === 'postgres' ? await startFollower(place, run) : undefined;
  const readings = [{ name: 'writer', server: site.server, goal: WRITER }];
  const all = follower ? [...readings, { name: 'follower', server: follower, goal: FOLLOWER }] : readings;
  const { seconds } = run.options;
  const contestants: Contestant[] = [];
  const questions: Question[] = [];
  for (const { name, server, goal } of all) {
    const busy = `${name}, ${CLIENTS} clients`;
    contestants.push(
      { name, measure: () => eventDelays(site.server, server, seconds) },
      {
        name: busy,
        measure: async () => {
          const load = site.measure({ clients: CLIENTS, seconds: seconds + 1 });
          const [reading] = await Promise.all([eventDelays(site.server, server, seconds), load]);
          return reading;
        },
      },
    );
    for (const measured of [name, busy])
      questions.push({ name: `${measured}, p99Ms`, metric: 'p99Ms', measured, goal });
  }
  await run.section(`${place.kind}, from the answer to a transfer until its event is read`, contestants, questions);
  await follower?.stop();
}

async function measureSends(site: SendingSite, place: Place, run: Run): Promise<void> {
  const contestants = READERS.map((count) => withReaders(site, count, run.options.seconds));
  const goal = { direction: 'at least', gate: 0.9, aim: 0.98 } as const;
  const questions = contestants.slice(1).flatMap(({ name: measured }): Question[] => [
    { name: `${measured} ÷ none`, metric: 'perSecond', measured, peer: ALONE, goal },
    { name: `${measured} ÷ none, processor time of a send`, metric: 'serverMsPerSend', measured, peer: ALONE },
  ]);
  await run.section(`${place.kind}, sends`, contestants, questions);
}

/** One webhook has one delivery on its way; several have one each. */
async function measureDeliveries(site: SendingSite, place: Place, run: Run): Promise<void> {
  const load = () => site.measure({ clients: CLIENTS, requests: BACKLOG });
  const contestants = WEBHOOKS.map((count) => ({
    name: count === 1 ? 'one webhook' : `${count} webhooks`,
    measure: () => webhookDeliveries(site.server, count, load),
  }));
  await run.section(`${place.kind}, deliveries of a back-log of ${BACKLOG} transfers`, contestants, []);
}

/** And one reader who hears every block. */
function withReaders(site: SendingSite, count: number, seconds: number): Contestant {
  return {
    name: count === 0 ? ALONE : `sends with ${count.toLocaleString('en')} readers`,
    measure: async () => {
      const idle = await openIdleReaders(site.server.url, count);
      const blocks = await EventReader.open(`${site.server.url}/api/v1/events?after=latest&types=block.created`);
      const reading = await site.measure({ clients: CLIENTS, seconds });
      await closeReaders([blocks, ...idle]);
      // Processor time is the same on a busy machine, unlike sends per second.
      const serverMsPerSend = (reading.serverCpu! * 1000) / reading.perSecond!;
      return { ...reading, serverMsPerSend, blocksHeard: blocks.events.length };
    },
  };
}
