import { DomainError } from '../domain-error.js';
import type { EventNews, EventPage, EventQuery, NewsQuery } from './logged-event.js';

/**
 * The events of one API in the order in which their records were committed. Once a place was read, nothing appears at it or
 * before it any more.
 */
export abstract class EventLog {
  /** The place of the last event: behind it is what comes from now on. */
  abstract end(): Promise<bigint>;

  /**
   * Some events in the order of the log. The work for one page is bounded, whatever its filter.
   * @throws CursorAheadOfLog when the log does not reach to `after`
   */
  abstract page(query: EventQuery): Promise<EventPage>;

  /** Like {@link page}, for all who follow the log at once. */
  abstract news(query: NewsQuery): Promise<EventPage<EventNews>>;
}

/** A place that this log has not reached: the cursor is of another deployment, or the log was restored from a backup. */
export class CursorAheadOfLog extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_cursor';
  override readonly field = 'after';

  constructor() {
    super('the cursor is ahead of this log');
  }
}

/** Rung in this process when something was committed, so that those who follow the log look at once. */
export class EventBell {
  private readonly listeners = new Set<() => void>();

  ring(): void {
    for (const listener of this.listeners) listener();
  }

  onRing(listener: () => void): void {
    this.listeners.add(listener);
  }
}
