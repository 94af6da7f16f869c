import { randomUUID } from 'node:crypto';
import { type BindEvent, EventPlaces, type PlacedEvent, type ToldEvent } from '@app/node-registry';

/** The log for the life of the process. */
export class MemoryEventPlaces extends EventPlaces {
  readonly placed: PlacedEvent[] = [];
  private waiting: { event: ToldEvent; id: string; atMs: number }[] = [];

  /** @param onTold called when something waits for its place */
  constructor(private readonly onTold: () => void = () => undefined) {
    super();
  }

  tell(events: readonly ToldEvent[]): void {
    if (events.length === 0) return;
    this.waiting.push(...events.map((event) => ({ event, id: randomUUID(), atMs: Date.now() })));
    this.onTold();
  }

  override async place(limit: number, bind: BindEvent): Promise<number> {
    const next = this.waiting.slice(0, limit);
    for (const { event, id, atMs } of next) {
      const content = { id, type: event.type, time: new Date(atMs).toISOString(), data: event.data };
      this.placed.push({ ...content, nodeId: event.nodeId, ...bind(content, this.placed.at(-1)) });
    }
    this.waiting = this.waiting.slice(next.length);
    return next.length;
  }

  override async backlog(): Promise<{ waiting: number; oldestAtMs: number | undefined }> {
    return { waiting: this.waiting.length, oldestAtMs: this.waiting[0]?.atMs };
  }
}
