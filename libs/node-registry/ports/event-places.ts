import type { EventContent, PlacedEvent } from '../model/registry-event.js';

/** The end of the log; `undefined` while it is empty. */
export type LogEnd = Pick<PlacedEvent, 'place' | 'hash'> | undefined;

/** How an event follows the end of the log. */
export type BindEvent = (
  event: EventContent,
  end: LogEnd,
) => Pick<PlacedEvent, 'place' | 'prevHash' | 'contentHash' | 'hash' | 'signature' | 'typeSignature'>;

/** Events that were told and wait for their place in the log. */
export abstract class EventPlaces {
  /**
   * Gives the next events, at most `limit`, their places behind the end of the log: all of them, or none. Of several processes
   * that try at once each event is placed by one. An event that was told after another one could be read is placed after it.
   * @returns how many were placed
   */
  abstract place(limit: number, bind: BindEvent): Promise<number>;

  abstract backlog(): Promise<{ waiting: number; oldestAtMs: number | undefined }>;
}
