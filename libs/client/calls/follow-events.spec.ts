import { Refused } from '../errors/mizan-error.js';
import { connectionOf, type FetchedAnswer } from './connection.js';
import { type EventFeed, type FollowOptions, followEvents } from './follow-events.js';

interface Event {
  cursor: string;
}

const frame = (cursor: string) => `id: ${cursor}\ndata: {"cursor":"${cursor}"}\n\n`;

/** Answers one after the other: the parts of a stream, a status, or nothing. */
function follow(answers: (readonly string[] | number | undefined)[], options: FollowOptions = {}) {
  const asked: string[] = [];
  const connection = connectionOf(
    {
      baseUrl: 'http://ledger.test',
      fetch: async (url, { headers }): Promise<FetchedAnswer> => {
        expect(headers.accept).toBe('text/event-stream');
        asked.push(url.replace('http://ledger.test/events', ''));
        const answer = answers.shift();
        if (answer === undefined) throw new TypeError('fetch failed');
        if (typeof answer === 'number')
          return { status: answer, headers: new Headers(), body: new Blob(['no']).stream() };
        const parts = answer.map((part) => new TextEncoder().encode(part));
        return { status: 200, headers: new Headers(), body: ReadableStream.from(parts) as ReadableStream<Uint8Array> };
      },
    },
    {},
  );
  const feed: EventFeed = { path: '/events', answer: '', query: { types: 'a,b' }, latest: async () => 'end' };
  return { asked, events: followEvents<Event>(connection, feed, options) };
}

async function take(events: AsyncIterable<Event>, count: number): Promise<string[]> {
  const taken: string[] = [];
  for await (const { cursor } of events) if (taken.push(cursor) === count) break;
  return taken;
}

describe('events that are followed', () => {
  it('come once each over several connections, whatever they are cut into', async () => {
    const cut = frame('c4');
    const { asked, events } = follow([
      [': still here\n\n', frame('c1') + frame('c2'), 'id: c3\ndata: {"cur'],
      503,
      undefined,
      [frame('c3'), cut.slice(0, 5), cut.slice(5)],
    ]);
    expect(await take(events, 4)).toEqual(['c1', 'c2', 'c3', 'c4']);
    expect(asked).toEqual(['?types=a%2Cb', ...Array.from({ length: 3 }, () => '?types=a%2Cb&after=c2')]);
  });

  it('begin at the end that there was when they were asked for, over every connection', async () => {
    const { asked, events } = follow([undefined, [frame('c1')]], { after: 'latest' });
    expect(await take(events, 1)).toEqual(['c1']);
    expect(asked).toEqual(['?types=a%2Cb&after=end', '?types=a%2Cb&after=end']);
  });

  it('end with an error when the server refuses', async () => {
    await expect(take(follow([400]).events, 1)).rejects.toThrow(Refused);
  });

  it('end without one when their signal is aborted, also between two connections', async () => {
    const controller = new AbortController();
    const { events } = follow([[frame('c1')]], { signal: controller.signal });
    const taken: string[] = [];
    for await (const { cursor } of events) {
      taken.push(cursor);
      setTimeout(() => controller.abort(), 20);
    }
    expect(taken).toEqual(['c1']);
  });
});
