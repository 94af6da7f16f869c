import { EventLog, type LoggedEvent } from '@app/kernel';

/** The log whose events are delivered, as the API prints them. */
export abstract class EventSource {
  abstract readonly log: EventLog;

  /** An event as `GET /events` shows it, in JSON. */
  abstract print(event: LoggedEvent): string;

  /** The same for one that stands in no log: it has no cursor. */
  abstract printTest(event: { id: string; type: string; timeMs: number; data: object }): string;

  /** Something may have been committed. */
  abstract onNews(listener: () => void): void;
}
