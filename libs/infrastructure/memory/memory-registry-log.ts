import {
  CursorAheadOfLog,
  type EventNews,
  type EventPage,
  type EventQuery,
  type LoggedEvent,
  type NewsQuery,
} from '@app/kernel';
import { type EventChainLink, type PlacedEvent, RegistryLog } from '@app/node-registry';
import type { MemoryEventPlaces } from './memory-event-places.js';

/** Reads what {@link MemoryEventPlaces} placed. */
export class MemoryRegistryLog extends RegistryLog {
  constructor(private readonly log: MemoryEventPlaces) {
    super();
  }

  override async end(): Promise<bigint> {
    return BigInt(this.log.placed.length);
  }

  override async page({ after, limit, types, subject }: EventQuery): Promise<EventPage> {
    const isWanted = ({ type, nodeId }: PlacedEvent) =>
      types.has(type) && (subject === undefined || nodeId === subject);
    return this.read(after, limit, isWanted, eventOf);
  }

  override async news({ after, limit, types, subjects }: NewsQuery): Promise<EventPage<EventNews>> {
    const subjectsOf = ({ nodeId }: PlacedEvent) => subjects.filter((subject) => subject === nodeId);
    const isWanted = (event: PlacedEvent) => types.has(event.type) || subjectsOf(event).length > 0;
    return this.read(after, limit, isWanted, (event) => ({ ...eventOf(event), subjects: subjectsOf(event) }));
  }

  override async links({ after, limit }: { after: bigint; limit: number }): Promise<EventChainLink[]> {
    return this.behind(after).slice(0, limit);
  }

  private read<Event extends LoggedEvent>(
    after: bigint,
    limit: number,
    isWanted: (event: PlacedEvent) => boolean,
    print: (event: PlacedEvent) => Event,
  ): EventPage<Event> {
    const wanted = this.behind(after).filter(isWanted);
    const events = wanted.slice(0, limit);
    const hasMore = wanted.length > limit;
    return {
      events: events.map(print),
      next: hasMore ? events.at(-1)!.place : BigInt(this.log.placed.length),
      hasMore,
    };
  }

  private behind(after: bigint): PlacedEvent[] {
    const { placed } = this.log;
    if (after > BigInt(placed.length)) throw new CursorAheadOfLog();
    return placed.slice(Math.max(0, Number(after)));
  }
}

function eventOf({ id, type, time, data, place, prevHash, hash, signature }: PlacedEvent): LoggedEvent {
  const proof = { place, prev_hash: prevHash, hash, signature };
  return { id, type, place, timeMs: Date.parse(time), data, proof };
}
