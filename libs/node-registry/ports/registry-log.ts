import { EventLog } from '@app/kernel';
import type { PlacedEvent } from '../model/registry-event.js';

/** An event without what it says: enough to follow the log past it. */
export type EventChainLink = Pick<
  PlacedEvent,
  'place' | 'prevHash' | 'contentHash' | 'hash' | 'signature' | 'type' | 'typeSignature'
>;

/** The placed events of the registry. */
export abstract class RegistryLog extends EventLog {
  /**
   * The links behind the place `after`, in order.
   * @throws CursorAheadOfLog
   */
  abstract links(query: { after: bigint; limit: number }): Promise<EventChainLink[]>;
}
