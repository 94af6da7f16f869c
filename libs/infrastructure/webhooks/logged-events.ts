import { eventJson } from '@app/infrastructure/http/events/event-json.js';
import type { LogCursor } from '@app/infrastructure/http/events/log-cursor.js';
import { toJson } from '@app/infrastructure/http/json-writer.js';
import type { EventBell, EventLog, LoggedEvent } from '@app/kernel';
import { EventSource } from '@app/webhooks';

/** The events of an API in the form of its `GET /events`. */
export class LoggedEvents extends EventSource {
  constructor(
    override readonly log: EventLog,
    private readonly cursor: LogCursor,
    private readonly bell: EventBell,
  ) {
    super();
  }

  override print(event: LoggedEvent): string {
    return toJson(eventJson(event, this.cursor));
  }

  override printTest({ id, type, timeMs, data }: { id: string; type: string; timeMs: number; data: object }): string {
    return toJson({ id, type, time: new Date(timeMs).toISOString(), data });
  }

  override onNews(listener: () => void): void {
    this.bell.onRing(listener);
  }
}
