import type { EventLog, EventNews } from '@app/kernel';
import type { DeliveryLane } from './delivery-lane.js';

const LIMIT = 1_000;
/** Between two readings at least, so that a writer under load is asked for many commits at once. */
const PAUSE_MS = 30;

/** Reads the end of the log once for all lanes that are there, and calls those for which something came. */
export class LaneNews {
  private readonly lanes = new Set<DeliveryLane>();
  /** Up to there all lanes that are at the end know the log. */
  private place = 0n;
  private isReading = false;
  private isDue = false;

  constructor(
    private readonly log: EventLog,
    private readonly call: (lane: DeliveryLane) => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  forget(): void {
    this.lanes.clear();
  }

  leave(lane: DeliveryLane): void {
    this.lanes.delete(lane);
  }

  /** @returns false when the log was read further than the lane knows it, which then has to read on */
  join(lane: DeliveryLane): boolean {
    if (this.lanes.size === 0 && !this.isReading) this.place = lane.reached;
    if (lane.reached < this.place) {
      lane.goOn();
      return false;
    }
    this.lanes.add(lane);
    if (this.isDue) this.read();
    return true;
  }

  /** The log may have gone on. */
  read(): void {
    this.isDue = true;
    if (!this.isReading) void this.readOn();
  }

  private async readOn(): Promise<void> {
    this.isReading = true;
    try {
      while (this.isDue && this.lanes.size > 0) {
        this.isDue = false;
        await this.readOnce();
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
      }
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.isReading = false;
    }
  }

  private async readOnce(): Promise<void> {
    const types = new Set<string>();
    const subjects = new Set<string>();
    for (const lane of this.lanes) {
      if (lane.subject !== undefined) subjects.add(lane.subject);
      else for (const type of lane.types) types.add(type);
    }
    const query = { after: this.place, limit: LIMIT, types, subjects: [...subjects] };
    const { events, next, hasMore } = await this.log.news(query);
    this.place = next;
    const wanted = this.wantedBy(events);
    for (const lane of [...this.lanes]) {
      // One that came while the log was read may want what was not asked for.
      const isNew =
        lane.subject === undefined ? lane.types.some((type) => !types.has(type)) : !subjects.has(lane.subject);
      if (!wanted.has(lane) && !isNew) lane.passOver(next);
      else if (wanted.has(lane) || lane.reached < next) {
        this.lanes.delete(lane);
        lane.goOn();
        this.call(lane);
      }
    }
    if (hasMore) this.isDue = true;
  }

  private wantedBy(events: readonly EventNews[]): Set<DeliveryLane> {
    const bySubject = new Map<string | undefined, DeliveryLane[]>();
    for (const lane of this.lanes) {
      const group = bySubject.get(lane.subject);
      if (group) group.push(lane);
      else bySubject.set(lane.subject, [lane]);
    }
    const wanted = new Set<DeliveryLane>();
    for (const { type, place, subjects, isOwn } of events) {
      const concerned = subjects.flatMap((subject) => bySubject.get(subject) ?? []);
      const told = isOwn ? concerned : [...(bySubject.get(undefined) ?? []), ...concerned];
      for (const lane of told) if (place > lane.reached && lane.types.includes(type)) wanted.add(lane);
    }
    return wanted;
  }
}
