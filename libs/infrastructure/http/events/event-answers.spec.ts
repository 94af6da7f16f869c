import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBell, EventLog, type EventNews, type EventPage, type EventQuery, type NewsQuery } from '@app/kernel';
import type { StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventAnswers, type EventsRequest } from './event-answers.js';
import { LogCursor } from './log-cursor.js';

/** Asked at a distance, as a database is: what is added while an answer is on its way is not in it. */
class ListedLog extends EventLog {
  readonly events: EventNews[] = [];
  largest = 7;

  add(type: string, subject: string, data: object = {}): void {
    const place = BigInt(this.events.length * 3);
    this.events.push({ id: `e-${place}`, type, place, timeMs: 0, data: { ...data }, subjects: [subject] });
  }

  override async end(): Promise<bigint> {
    await sleep(1);
    return this.events.at(-1)?.place ?? -1n;
  }

  override async page({ after, limit, types, subject }: EventQuery): Promise<EventPage> {
    return this.part(after, limit, (event) => types.has(event.type) && (!subject || event.subjects.includes(subject)));
  }

  override async news({ after, limit, types, subjects }: NewsQuery): Promise<EventPage<EventNews>> {
    return this.part(after, limit, ({ type, subjects: [own] }) => types.has(type) || subjects.includes(own!));
  }

  private async part(after: bigint, limit: number, wants: (event: EventNews) => boolean) {
    const rows = this.events.filter(({ place }) => place > after).slice(0, Math.min(limit, this.largest));
    const hasMore = rows.length > 0 && rows.at(-1) !== this.events.at(-1);
    await sleep(Math.random() * 5);
    return { events: rows.filter(wants), next: rows.at(-1)?.place ?? after, hasMore };
  }
}

const cursor = new LogCursor('ledger');
const ALL: EventsRequest = { types: new Set(['made', 'spent']) };
const answersTo: EventAnswers[] = [];
afterEach(() => {
  for (const answers of answersTo.splice(0)) answers.stop();
});

function answersOf(log: EventLog, options = {}) {
  const bell = new EventBell();
  const limits = { mostStreams: 100, mostStreamsPerCaller: 50 };
  const onFailure = (error: unknown) => {
    throw error;
  };
  const answers = new EventAnswers(log, { cursor, bell, ...limits, onFailure, ...options });
  answersTo.push(answers);
  return { answers, bell };
}

async function open(answers: EventAnswers, asked: EventsRequest, headers = {}, ip = '::1'): Promise<Readable> {
  const request = { method: 'GET', ip, headers: { accept: 'text/event-stream', ...headers } };
  const reply = { header: () => reply };
  const file = await answers.answer(asked, request as unknown as FastifyRequest, reply as unknown as FastifyReply);
  return (file as StreamableFile).getStream();
}

/** The events of a stream as they come; `lastCursor` is where to resume. */
function listen(stream: Readable) {
  const heard = { ids: [] as string[], lastCursor: '', isOver: false };
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const blocks = (rest + chunk.toString()).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data === undefined) continue;
      heard.ids.push(JSON.parse(data).id);
      heard.lastCursor = /^id: (.*)$/m.exec(block)![1]!;
    }
  });
  stream.on('close', () => {
    heard.isOver = true;
  });
  return heard;
}

async function eventually(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 3_000; !holds(); await sleep(5)) if (Date.now() > deadline) return;
}

describe('the streams of a log', () => {
  it('tell every reader each event once and in order, whenever they join and whatever they want', async () => {
    const log = new ListedLog();
    const { answers, bell } = answersOf(log);
    for (let count = 0; count < 40; count += 1) log.add('made', `w${count % 3}`);
    const readers: { asked: EventsRequest; from: number; heard: ReturnType<typeof listen> }[] = [];
    for (let round = 0; round < 60; round += 1) {
      for (let count = 0; count <= round % 4; count += 1) log.add(round % 2 ? 'made' : 'spent', `w${round % 3}`);
      bell.ring();
      const from = Math.floor(Math.random() * log.events.length);
      const after = from === 0 ? undefined : cursor.encode(log.events[from - 1]!.place);
      const types = new Set(round % 5 ? ['made', 'spent'] : ['spent']);
      const asked = { types, subject: round % 2 ? `w${round % 3}` : undefined, after };
      if (round % 2 === 0) readers.push({ asked, from, heard: listen(await open(answers, asked)) });
      else await sleep(Math.random() * 10);
    }
    for (const { asked, from, heard } of readers) {
      const { types, subject } = asked;
      const wanted = log.events
        .slice(from)
        .filter((event) => types.has(event.type) && (!subject || event.subjects.includes(subject)));
      await eventually(() => heard.ids.length >= wanted.length);
      expect(heard.ids).toEqual(wanted.map(({ id }) => id));
    }
  });

  it('resume behind Last-Event-ID, whatever the query says', async () => {
    const log = new ListedLog();
    const { answers, bell } = answersOf(log);
    for (let count = 0; count < 20; count += 1) log.add('made', 'w');
    const lastEventId = cursor.encode(log.events[9]!.place);
    const heard = listen(await open(answers, { ...ALL, after: 'latest' }, { 'last-event-id': lastEventId }));
    log.add('made', 'w');
    bell.ring();
    await eventually(() => heard.ids.length >= 11);
    expect(heard.ids).toEqual(log.events.slice(10).map(({ id }) => id));
  });

  it('begin at the end when that is asked for', async () => {
    const log = new ListedLog();
    const { answers } = answersOf(log);
    log.add('made', 'w');
    const heard = listen(await open(answers, { ...ALL, after: 'latest' }));
    log.add('spent', 'w');
    await eventually(() => heard.ids.length >= 1);
    expect(heard.ids).toEqual(['e-3']);
  });

  it('keep little for a reader who takes nothing, and miss nothing when they go on', async () => {
    const log = new ListedLog();
    log.largest = 50;
    const { answers, bell } = answersOf(log);
    const stream = await open(answers, ALL);
    stream.read();
    const text = 'x'.repeat(10_000);
    for (let count = 0; count < 600; count += 1) {
      log.add('made', 'w', { text });
      if (count % 50 === 0) {
        bell.ring();
        await sleep(20);
      }
    }
    await sleep(300);
    expect(stream.readableLength).toBeLessThan(2 * 1024 * 1024);
    const heard = listen(stream);
    await eventually(() => heard.ids.length >= 600);
    expect(heard.ids).toEqual(log.events.map(({ id }) => id));
  });

  it('end when the server stops, and give their places back', async () => {
    const log = new ListedLog();
    const { answers } = answersOf(log, { mostStreams: 2, mostStreamsPerCaller: 2 });
    const heard = [listen(await open(answers, ALL)), listen(await open(answers, ALL, {}, '::2'))];
    await expect(open(answers, ALL, {}, '::3')).rejects.toMatchObject({ status: 503, retryAfterSeconds: 10 });
    expect(answers.openStreams).toBe(2);
    answers.stop();
    await eventually(() => heard.every(({ isOver }) => isOver));
    expect(answers.openStreams).toBe(0);
  });

  it('are limited for one address', async () => {
    const { answers } = answersOf(new ListedLog(), { mostStreamsPerCaller: 1 });
    const stream = await open(answers, ALL);
    await expect(open(answers, ALL)).rejects.toMatchObject({ status: 429 });
    stream.destroy();
    await sleep(5);
    (await open(answers, ALL)).destroy();
  });
});
