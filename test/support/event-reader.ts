export interface HeardEvent {
  id: string;
  type: string;
  time: string;
  cursor: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  data: any;
}

/** Server-Sent Events as one connection hears them. */
export class EventReader {
  readonly events: HeardEvent[] = [];
  /** By event, when it came, in milliseconds. */
  readonly heardAtMs: number[] = [];
  private readonly leaving = new AbortController();
  /** Settles when the connection is over, however that came. */
  readonly over: Promise<void>;
  private onEvent: () => void = () => undefined;

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const reader = new EventReader();
    const answer = await fetch(url, {
      headers: { accept: 'text/event-stream', ...headers },
      signal: reader.leaving.signal,
    });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    Object.assign(reader, { over: reader.read(answer.body!).catch(() => undefined) });
    return reader;
  }

  private constructor() {
    this.over = Promise.resolve();
  }

  get lastCursor(): string | undefined {
    return this.events.at(-1)?.cursor;
  }

  close(): Promise<void> {
    this.leaving.abort();
    return this.over;
  }

  /** Resolves when so many events were heard, or rejects. */
  async hear(count: number): Promise<HeardEvent[]> {
    await this.until(() => this.events.length >= count, `${count} events`);
    return this.events;
  }

  /** Resolves when an event of this transaction was heard, or rejects. */
  hearOf(txid: string): Promise<void> {
    return this.until(() => this.events.some(({ data }) => data.txid === txid), txid);
  }

  private async until(holds: () => boolean, what: string, timeoutMs = 10_000): Promise<void> {
    for (const deadline = Date.now() + timeoutMs; !holds(); ) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`not heard after ${timeoutMs} ms: ${what}, only ${this.events.length} events`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.onEvent = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      const frames = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = frames.pop()!;
      for (const frame of frames) this.take(frame);
      this.onEvent();
    }
  }

  private take(frame: string): void {
    const data = /^data: (.*)$/m.exec(frame)?.[1];
    if (data === undefined) return;
    const event = JSON.parse(data) as HeardEvent;
    if (/^id: (.*)$/m.exec(frame)?.[1] !== event.cursor) throw new Error(`the ID is not the cursor: ${frame}`);
    this.events.push(event);
    this.heardAtMs.push(performance.now());
  }
}
