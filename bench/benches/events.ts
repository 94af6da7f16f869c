import { EventReader } from '../../test/support/event-reader.js';
import { type DatabaseKind } from '../ledger/places.js';
import { SendingSite } from '../ledger/sending-site.js';
import type { Contestant } from '../measure/alternate.js';
import { residentMegabytes } from '../process/cpu-time.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const CLIENTS = 64;
const READERS = [0, 100, 1_000];
const ALONE = 'sends with 0 readers';
const WARM_UP_SECONDS = 10;
/** Opened at once, so that the server is not busy with nothing else. */
const BATCH = 50;

/** Readers who follow wallets on which nothing happens, beside sends; and one who hears every block. */
export const events: Bench = {
  summary: 'sends with 0, 100 and 1,000 readers of events, and what these take',
  run: async (run) => {
    for (const database of run.options.databases) await measureOn(database, run);
  },
};

async function measureOn(database: DatabaseKind, run: Run): Promise<void> {
  const site = await SendingSite.open(run, await run.places.fresh(database), { clients: CLIENTS });
  await site.measure({ clients: CLIENTS, seconds: WARM_UP_SECONDS });
  const contestants = READERS.map((count) => withReaders(site, count, run.options.seconds));
  const ratio = (name: string) => ({ name: `${name} ÷ none`, metric: 'perSecond', measured: name, peer: ALONE });
  await run.section(
    database,
    contestants,
    contestants.slice(1).map(({ name }) => ({ ...ratio(name), goal: { direction: 'at least', gate: 0.9, aim: 0.98 } })),
  );
  await site.close();
}

function withReaders(site: SendingSite, count: number, seconds: number): Contestant {
  return {
    name: count === 0 ? ALONE : `sends with ${count.toLocaleString('en')} readers`,
    measure: async () => {
      const emptyMb = residentMegabytes(site.server.pid);
      const idle = await openReaders(site.server.url, count);
      const readersMb = residentMegabytes(site.server.pid) - emptyMb;
      const blocks = await EventReader.open(`${eventsOf(site.server.url)}?after=latest&types=block.created`);
      const reading = await site.measure({ clients: CLIENTS, seconds });
      await Promise.all([blocks, ...idle].map((reader) => reader.close()));
      return { ...reading, readersMb, blocksHeard: blocks.events.length };
    },
  };
}

async function openReaders(url: string, count: number): Promise<EventReader[]> {
  const readers: EventReader[] = [];
  for (let at = 0; at < count; at += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - at) }, (_, index) => {
      const address = (at + index).toString(16).padStart(64, '0');
      return EventReader.open(`${eventsOf(url)}?after=latest&address=${address}`);
    });
    readers.push(...(await Promise.all(batch)));
  }
  return readers;
}

function eventsOf(url: string): string {
  return `${url}/api/v1/events`;
}
