import type { CountedSend } from '../model/send-limits.js';

/** What senders have sent in this hour and on this day; it holds across processes. */
export abstract class SendTotals {
  /**
   * Adds a payment to the totals of all its senders, or to none. Of many at once those pass that keep the limits together.
   * @returns the ID of the first sender whose limit it would pass; `undefined` when it was added
   */
  abstract add(send: CountedSend, atMs: number): Promise<string | undefined>;

  /** Takes off again what was added at `atMs` for a payment that was certainly not made. */
  abstract takeOff(send: CountedSend, atMs: number): Promise<void>;
}
