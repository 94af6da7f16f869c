import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type EventContent, linkEvent, logOrigin, makeIdentityKeys, RegistryIdentity } from '@app/node-registry';
import { listen, portOf, stopListening } from '../../support/loopback-server.js';

// biome-ignore lint/suspicious/noExplicitAny: whatever a peer may say
type Json = any;

/** A peer in its own world: how it differs from an honest registry. */
export interface PeerPlay {
  /** What its log says, signed with its key, whatever it is. */
  readonly log?: readonly Partial<EventContent>[];
  /** Awaited before each answer. */
  readonly before?: (path: string) => Promise<unknown>;
  readonly identity?: (answer: Json, asked: URL) => unknown;
  readonly chain?: (answer: Json) => unknown;
  readonly events?: (answer: Json) => unknown;
}

export const REGISTERED = {
  node: 'n1',
  address: '10.0.0.1:9000',
  capabilities: ['compute'],
  reputation: 1,
  returned: false,
};
const PLAIN = { id: 'e', type: 'node.registered', time: '2026-11-27T00:00:00.000Z', data: REGISTERED };
/** What an answer is that is no JSON: sent as it is. */
export class RawAnswer {
  constructor(
    readonly status: number,
    readonly text: string,
    readonly headers: Record<string, string> = {},
  ) {}
}

/** A registry with a valid key and a signed log. */
export class PlayedPeer {
  readonly identity = newIdentity();
  private readonly events: Json[];
  private readonly links: Json[];

  constructor(readonly play: PeerPlay) {
    const { registryId } = this.identity;
    let end = { place: 0n, hash: logOrigin(registryId) };
    const made = (play.log ?? [{}]).map((given) => {
      const content = { ...PLAIN, ...given } as EventContent;
      const place = end.place + 1n;
      const prevHash = end.hash;
      const { hash, contentHash } = linkEvent(content, { registryId, place, prevHash });
      end = { place, hash };
      const proof = { place: Number(place), prev_hash: prevHash, hash, signature: this.identity.sign(hash) };
      const type_signature = this.identity.signType(hash, content.type);
      return {
        event: { ...content, cursor: `c${place}`, proof },
        link: { ...proof, content_hash: contentHash, type: content.type, type_signature },
      };
    });
    this.events = made.map(({ event }) => event);
    this.links = made.map(({ link }) => link);
  }

  async answer(path: string, asked: URL): Promise<unknown> {
    await this.play.before?.(path);
    const { identity, chain, events } = this.play;
    if (path === '/registry/identity') {
      const answer = identityJson(this.identity, asked);
      return identity ? identity(answer, asked) : answer;
    }
    const after = Number(asked.searchParams.get('after')?.slice(1) ?? 0);
    const isAtEnd = after === this.links.length;
    if (path === '/events/chain') {
      const answer = { links: this.links.slice(after), next_cursor: `c${this.links.length}` };
      return chain && !isAtEnd ? chain(answer) : answer;
    }
    const answer = { events: this.events.slice(after) };
    return events && !isAtEnd ? events(answer) : answer;
  }
}

export function newIdentity(): RegistryIdentity {
  const { publicKey, privateKey } = makeIdentityKeys();
  return new RegistryIdentity(publicKey, privateKey);
}

export function identityJson(identity: RegistryIdentity, asked: URL, url?: string) {
  const { registryId, publicKey } = identity;
  const signature = identity.prove(asked.searchParams.get('challenge')!, url);
  return { registry_id: registryId, public_key: publicKey.toString('hex'), name: 'peer', url: url ?? null, signature };
}

/** Many peers on one port, each below a path of its own. */
export class PlayedPeers {
  private readonly peers: PlayedPeer[] = [];
  private readonly server: Server = createServer((request, response) => void this.handle(request, response));

  listen(): Promise<void> {
    return listen(this.server);
  }

  /** Has another one in the place of a peer that was added. */
  replace(url: string, play: PeerPlay): void {
    this.peers[Number(url.split('/p').at(-1))] = new PlayedPeer(play);
  }

  /** Where it is reached. */
  add(play: PeerPlay): string {
    return this.urlOf(this.peers.push(new PlayedPeer(play)) - 1);
  }

  urlOf(index: number): string {
    return `http://127.0.0.1:${portOf(this.server)}/p${index}`;
  }

  stop(): Promise<void> {
    return stopListening(this.server);
  }

  private async handle({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = new URL(url, 'http://peer');
    const [, index, path] = /^\/p(\d+)(\/.*)$/.exec(asked.pathname)!;
    const answer = await this.peers[Number(index)]!.answer(path!, asked);
    const raw = answer instanceof RawAnswer ? answer : new RawAnswer(200, JSON.stringify(answer));
    response.writeHead(raw.status, { 'content-type': 'application/json', ...raw.headers }).end(raw.text);
  }
}
