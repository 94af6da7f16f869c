import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toHex } from './bytes.js';
import { demand, objectOf } from './demand.js';
import { hasSigned, portableEd25519, type VerifiesEd25519 } from './ed25519-signature.js';
import { keyOfRegistry, type LogKeeper } from './registry-identity.js';

/** The place of an event in the log. Hashes and signature are lower-case hex. */
export interface EventProof {
  readonly place: number;
  readonly prev_hash: string;
  readonly hash: string;
  readonly signature: string;
}

/** An event of the registry, the parts that are hashed, with its proof. */
export interface ProvenEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly data: unknown;
  readonly proof: EventProof;
}

/** An event without what it says, as `GET /events/chain` prints it. */
export interface EventLink extends EventProof {
  readonly content_hash: string;
  readonly type: string;
  /** Of the registry over hash and type. */
  readonly type_signature: string;
}

/** Up to where a log was verified. */
export interface LogPosition {
  readonly place: number;
  readonly hash: string;
}

/**
 * Follows the signed log of a registry, entry by entry and without a gap, and remembers its end. A registry that says one thing
 * today and another tomorrow, or one thing here and another there, is found out by who compares two ends of the same place.
 */
export class EventLogVerifier {
  private readonly publicKey: Uint8Array;
  private verified: LogPosition;

  /**
   * @param from where an earlier verification ended; the beginning of the log unless given
   * @param verifies how signatures are verified: what a platform brings is ten times as fast as the JavaScript that is used unless given
   * @throws DishonestServer (`registry_key`) when the id is not that of the key
   */
  constructor(
    private readonly keeper: LogKeeper,
    from?: LogPosition,
    private readonly verifies: VerifiesEd25519 = portableEd25519,
  ) {
    this.publicKey = keyOfRegistry(keeper);
    this.verified = from ?? { place: 0, hash: hashText(`mizan event log of ${keeper.registry_id}`) };
  }

  /** What came last. */
  get end(): LogPosition {
    return this.verified;
  }

  /**
   * Takes the entry that follows, an event or its link.
   * @throws DishonestServer (`event_order`, `event_content`, `event_type`, `signature`); the end stays where it was
   */
  take(entry: ProvenEvent | EventLink): void {
    const { place, prev_hash, hash, signature } = objectOf('proof' in entry ? entry.proof : entry);
    demand(place === this.verified.place + 1, 'event_order', `place ${place} does not follow ${this.verified.place}`);
    demand(prev_hash === this.verified.hash, 'event_order', `the event at ${place} follows another one`);
    const { registry_id } = this.keeper;
    const expected = hashText(['mizan event', registry_id, place, prev_hash, contentHashOf(entry)].join('\n'));
    demand(hash === expected, 'event_content', `the event at ${place} is not what was hashed`);
    const isSigned = hasSigned(this.publicKey, `mizan event log\n${hash}`, signature, this.verifies);
    demand(isSigned, 'signature', `the event at ${place} is not signed by the registry`);
    if (!('proof' in entry)) {
      const isOfType = hasSigned(
        this.publicKey,
        `mizan event type\n${hash}\n${entry.type}`,
        entry.type_signature,
        this.verifies,
      );
      demand(
        isOfType,
        'event_type',
        `the registry has not signed that the event at ${place} is of the type ${entry.type}`,
      );
    }
    this.verified = { place, hash };
  }
}

function contentHashOf(entry: ProvenEvent | EventLink): string {
  if (!('proof' in entry)) return entry.content_hash;
  const { id, type, time, data } = entry;
  return hashText(canonicalText({ id, type, time, data }));
}

/** JSON as RFC 8785 writes it. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`;
}

function hashText(text: string): string {
  return toHex(sha256(utf8ToBytes(text)));
}
