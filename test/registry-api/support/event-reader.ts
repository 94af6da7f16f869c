import { request } from 'node:http';
import { EventLogVerifier } from 'mizan-client/crypto';
import { RegistryClient, type Sent, send } from './registry-client.js';

// biome-ignore lint/suspicious/noExplicitAny: whatever the server said
export type Told = any;

/** Reads the log of a registry as its consumers do. */
export class EventReader extends RegistryClient {
  constructor(private readonly portOf: () => number) {
    super(portOf);
  }

  /** All pages, in few events each. */
  async all(query = '', sign: (sent: Sent) => Sent = (sent) => sent): Promise<Told[]> {
    const events: Told[] = [];
    for (let after = ''; ; ) {
      const path = `/events?limit=7${query}${after && `&after=${after}`}`;
      const { status, text, body } = await send(this.portOf(), sign({ method: 'GET', path }));
      if (status !== 200) throw new Error(`${status} ${text}`);
      events.push(...body.events);
      after = body.next_cursor ?? '';
      if (!body.has_more) return events;
    }
  }

  /** Follows the whole log with the links of what is hidden. @returns the places that were seen */
  async verify(events: readonly Told[]): Promise<number> {
    const { body: keeper } = await this.get('/registry/identity');
    const verifier = new EventLogVerifier(keeper);
    const visible = new Map(events.map((event) => [event.proof.place, event]));
    for (let after = ''; ; ) {
      const { body } = await this.get(`/events/chain?limit=50${after && `&after=${after}`}`);
      if (body.links.length === 0) return verifier.end.place;
      for (const link of body.links) verifier.take(visible.get(link.place) ?? link);
      after = body.next_cursor;
    }
  }

  /** Server-Sent Events until `count` have come. */
  stream(path: string, count: number, headers: Record<string, string> = {}): Promise<{ id: string; data: Told }[]> {
    return new Promise((resolve, reject) => {
      const sent = { Accept: 'text/event-stream', ...headers };
      const call = request({ host: '127.0.0.1', port: this.portOf(), path, headers: sent }, (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
          const events = [...text.matchAll(/^id: (.+)\ndata: (.+)\n\n/gm)];
          if (events.length < count) return;
          call.destroy();
          resolve(events.slice(0, count).map(([, id, data]) => ({ id: id!, data: JSON.parse(data!) })));
        });
        if (reply.statusCode !== 200) reject(new Error(`${reply.statusCode}`));
      });
      call.on('error', reject).end();
    });
  }
}
