import { setTimeout as sleep } from 'node:timers/promises';
import { EventReader } from '../../test/support/event-reader.js';
import type { Reading } from '../measure/alternate.js';
import { BuiltServer, type BuiltServerOptions } from '../process/built-server.js';
import { residentMegabytes } from '../process/cpu-time.js';

/** Opened at once, so that the server is not busy with nothing else. */
const BATCH = 50;
/** Until the kernel and the collector have settled. */
const REST_MS = 2_000;

/** Readers who follow wallets on which nothing happens. */
export async function openIdleReaders(url: string, count: number): Promise<EventReader[]> {
  const readers: EventReader[] = [];
  for (let at = 0; at < count; at += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - at) }, (_, index) => {
      const address = (at + index).toString(16).padStart(64, '0');
      return EventReader.open(`${url}/api/v1/events?after=latest&address=${address}`);
    });
    readers.push(...(await Promise.all(batch)));
  }
  return readers;
}

export async function closeReaders(readers: readonly EventReader[]): Promise<void> {
  await Promise.all(readers.map((reader) => reader.close()));
}

/**
 * What a server takes more while so many readers are there. As many have come and gone before: what it takes to serve their requests, V8
 * keeps for the next ones.
 */
export async function memoryOfReaders(start: BuiltServerOptions, count: number): Promise<Reading> {
  const server = await BuiltServer.start(start);
  try {
    await closeReaders(await openIdleReaders(server.url, count));
    await sleep(REST_MS);
    const before = residentMegabytes(server.pid);
    const readers = await openIdleReaders(server.url, count);
    await sleep(REST_MS);
    const megabytes = residentMegabytes(server.pid) - before;
    await closeReaders(readers);
    return { beforeMb: before, readersMb: megabytes, kbPerReader: (megabytes * 1000) / count };
  } finally {
    await server.stop();
  }
}
