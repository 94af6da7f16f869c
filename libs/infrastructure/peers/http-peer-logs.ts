import { randomBytes } from 'node:crypto';
import { DishonestServer } from '@app/client';
import { checkIdentity, type EventLink, EventLogVerifier, type ProvenEvent } from '@app/client/crypto/index.js';
import { verifyEd25519 } from '@app/infrastructure/crypto/native-ed25519.js';
import { isForbiddenHost } from '@app/infrastructure/network/forbidden-address.js';
import { AnswerLost, NotSent, reasonOf } from '@app/infrastructure/network/http-client.errors.js';
import { HttpClient } from '@app/infrastructure/network/http-client.js';
import { ForbiddenAddress, lookupPeer } from '@app/infrastructure/network/lookup-peer.js';
import { inTurns } from '@app/kernel';
import {
  isExactTime,
  KEPT_TYPES,
  type KnownPeer,
  PeerDishonest,
  type PeerEvent,
  type PeerIdentity,
  PeerLogs,
  PeerUnreachable,
  type VerifiedPart,
} from '@app/peers';
import { CHAIN_PAGE, EVENTS, EVENTS_PAGE, formed, IDENTITY, PLACES } from './peer-answers.js';

const TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;
const IDLE_MS = 30_000;
/** An event of a node with a thousand capabilities, twice, takes 130 KB; they are rare. */
const MAX_ANSWER_BYTES = 16 * 2 ** 20;
/** Links that are verified in one turn of the event loop; each takes less than a millisecond. */
const IN_ONE_TURN = 5;
const MAX_NAME = 100;
const kept = new Set<string>(KEPT_TYPES);

type ShownEvent = ProvenEvent & { readonly data: Readonly<Record<string, unknown>> };

/**
 * Reads logs of other registries over HTTP, and checks each link of them with the client's verifier, which shares no code with what signs
 * our own log.
 */
export class HttpPeerLogs extends PeerLogs {
  private readonly clients = new Map<string, HttpClient>();
  private isClosed = false;

  override async identify(url: string): Promise<PeerIdentity> {
    const challenge = randomBytes(32).toString('hex');
    const identity = formed(IDENTITY, await this.get(url, `/registry/identity?challenge=${challenge}`));
    honestly(() => checkIdentity(identity, challenge));
    const { registry_id: registryId, public_key: publicKey, name, url: home } = identity;
    return { registryId, publicKey, name: name.replaceAll(/\p{C}/gu, '?').slice(0, MAX_NAME), url: home ?? undefined };
  }

  override async read(peer: KnownPeer): Promise<VerifiedPart> {
    const after = peer.cursor === undefined ? '' : `&after=${encodeURIComponent(peer.cursor)}`;
    // The links first: the events that are asked for afterwards reach at least as far.
    const chain = await this.get(peer.url, `/events/chain?limit=${PLACES}${after}`);
    const { links, next_cursor: cursor } = formed(CHAIN_PAGE, chain);
    if (links.length === 0) return { events: [], end: peer.position, cursor: peer.cursor, hasMore: false };
    if (cursor === null) throw new PeerUnreachable('it answers without a cursor');
    const path = `/events?limit=${EVENTS}&types=${[...kept].join(',')}${after}`;
    const { events: shown } = formed(EVENTS_PAGE, await this.get(peer.url, path));
    const { events, end } = await verified(peer, links, shown);
    return { events, end, cursor, hasMore: links.length === PLACES };
  }

  override close(): void {
    this.isClosed = true;
    for (const client of this.clients.values()) client.close();
  }

  /** @throws PeerUnreachable, PeerDishonest when the peer says that its log is shorter than it was */
  private async get(url: string, path: string): Promise<Record<string, unknown>> {
    const base = new URL(url);
    // An address in place of a name is not looked up.
    if (isForbiddenHost(base.hostname)) throw new PeerUnreachable(new ForbiddenAddress().code);
    const request = {
      method: 'GET',
      path: `${base.pathname.replace(/\/$/, '')}${path}`,
      headers: { host: base.host, accept: 'application/json', 'user-agent': 'mizan-registry' },
    };
    const answer = await this.clientOf(base).send(request).catch(unreachable);
    const body = objectIn(answer.body);
    if (answer.status === 400 && String(body.detail).includes('ahead of this log'))
      throw new PeerDishonest('its log is shorter than it was: it was replaced, or restored from a backup');
    if (answer.status !== 200) throw new PeerUnreachable(`it answered ${answer.status}`);
    return body;
  }

  private clientOf({ protocol, hostname, port, origin }: URL): HttpClient {
    const known = this.clients.get(origin);
    if (known) return known;
    const client = new HttpClient({
      server: { protocol, hostname, port: port || (protocol === 'https:' ? 443 : 80) },
      timeoutMs: TIMEOUT_MS,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      idleMs: IDLE_MS,
      lookup: lookupPeer,
    });
    if (this.isClosed) client.close();
    this.clients.set(origin, client);
    return client;
  }
}

/** Every link in order; where it is of a type that is kept, with the event that belongs there. @throws PeerDishonest */
async function verified(peer: KnownPeer, links: readonly EventLink[], shown: readonly ShownEvent[]) {
  const { registryId: registry_id, publicKey: public_key } = peer;
  const verifier = honestly(() => new EventLogVerifier({ registry_id, public_key }, peer.position, verifyEd25519));
  const byPlace = new Map(shown.map((event) => [event.proof.place, event]));
  const events: PeerEvent[] = [];
  for await (const link of inTurns(links, { weigh: () => 1, most: IN_ONE_TURN })) {
    const event = byPlace.get(link.place);
    honestly(() => verifier.take(event ?? link));
    if (event) events.push(eventOf(event));
    else refuseLeftOut(link);
  }
  return { events, end: verifier.end };
}

/** An event that is not shown is of a type that was not asked for: the peer has signed its type. */
function refuseLeftOut({ place, type }: EventLink): void {
  if (kept.has(type)) throw new PeerDishonest(`the event at ${place} is left out, which everybody may read`);
}

function eventOf({ type, time, data, proof: { place } }: ShownEvent): PeerEvent {
  if (!isExactTime(time)) throw new PeerDishonest(`the time of the event at ${place} is not one`);
  return { place, type, time, data };
}

function honestly<Result>(check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    if (error instanceof DishonestServer) throw new PeerDishonest(error.message);
    throw error;
  }
}

function objectIn(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new PeerUnreachable('what answers there is no registry');
}

function unreachable(error: unknown): never {
  if (error instanceof NotSent || error instanceof AnswerLost) throw new PeerUnreachable(reasonOf(error));
  throw error;
}
