import type { EventLog, EventNews, LoggedEvent } from '@app/kernel';
import { LiveReader, type Wanted } from './live-reader.js';

/** How often the log is looked at, whether or not this process wrote to it. */
const LOOK_MS = 250;
/** Between two looks at least, so that a writer under load is asked for many blocks at once. */
const PAUSE_MS = 30;
const LIMIT = 1_000;

/**
 * Reads the end of a log once for all who follow it. It asks for what some reader wants and no more, prints an event once, and
 * asks nothing while there is no reader.
 *
 * A reader joins behind the place up to which they have read. The next look begins there, if that is earlier than the place of
 * the tail, and every reader is given only what is behind their own place: so nothing is missed or repeated where the two meet.
 */
export class EventTail {
  private readonly readers = new Set<LiveReader>();
  /** The readers who joined since the last look at the log. */
  private readonly joining = new Set<LiveReader>();
  private place = 0n;
  private isDue = false;
  private isReading = false;
  private hasFailed = false;
  private timer: NodeJS.Timeout | undefined;
  private reachedAt = performance.now();

  constructor(
    private readonly log: EventLog,
    private readonly print: (event: LoggedEvent) => Buffer,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** How long ago the end of the log was reached, in seconds; 0 when none follows it. */
  get lagSeconds(): number {
    return this.readers.size === 0 ? 0 : (performance.now() - this.reachedAt) / 1_000;
  }

  /** Something may have been committed. */
  wake(): void {
    this.isDue = true;
    if (!this.isReading && this.readers.size > 0) void this.readOn();
  }

  /** @param place the log was read up to there, and nothing followed */
  join(place: bigint, wanted: Wanted): LiveReader {
    const reader = new LiveReader(place, wanted);
    if (this.readers.size === 0) this.reachedAt = performance.now();
    this.readers.add(reader);
    this.joining.add(reader);
    this.timer ??= setInterval(() => this.wake(), LOOK_MS).unref();
    this.wake();
    return reader;
  }

  leave(reader: LiveReader): void {
    this.readers.delete(reader);
    this.joining.delete(reader);
    if (this.readers.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async readOn(): Promise<void> {
    this.isReading = true;
    try {
      while (this.isDue && this.readers.size > 0) {
        this.isDue = false;
        await this.look();
        this.hasFailed = false;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
      }
    } catch (error) {
      // The next look comes by the timer. It is told once until one succeeds.
      if (!this.hasFailed) this.onFailure(error);
      this.hasFailed = true;
    } finally {
      this.isReading = false;
    }
  }

  private async look(): Promise<void> {
    const audience = [...this.readers];
    const after = this.startOf(audience);
    const types = new Set(audience.flatMap(({ wanted }) => (wanted.subject === undefined ? [...wanted.types] : [])));
    const subjects = new Set(audience.flatMap(({ wanted }) => wanted.subject ?? []));
    const { events, next, hasMore } = await this.log.news({ after, limit: LIMIT, types, subjects: [...subjects] });
    deliver(events, audience, this.print);
    for (const reader of audience) {
      reader.reached(next);
      this.joining.delete(reader);
    }
    this.place = next;
    if (hasMore) this.isDue = true;
    else this.reachedAt = performance.now();
  }

  /** Readers who joined behind the place of the tail are read for from theirs. */
  private startOf(audience: readonly LiveReader[]): bigint {
    const places = audience.filter((reader) => this.joining.has(reader)).map(({ place }) => place);
    if (places.length < audience.length) places.push(this.place);
    return places.reduce((least, place) => (place < least ? place : least));
  }
}

function deliver(
  events: readonly EventNews[],
  audience: readonly LiveReader[],
  print: (event: LoggedEvent) => Buffer,
): void {
  const bySubject = new Map<string | undefined, LiveReader[]>();
  for (const reader of audience) {
    const { subject } = reader.wanted;
    const group = bySubject.get(subject);
    if (group) group.push(reader);
    else bySubject.set(subject, [reader]);
  }
  for (const event of events) {
    const concerned = event.subjects.flatMap((subject) => bySubject.get(subject) ?? []);
    const told = event.isOwn ? concerned : [...(bySubject.get(undefined) ?? []), ...concerned];
    let frame: Buffer | undefined;
    for (const reader of told) {
      if (!reader.wants(event)) continue;
      frame ??= print(event);
      reader.take(event, frame);
    }
  }
}
