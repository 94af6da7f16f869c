import { readFileSync } from 'node:fs';
import { type FakeCall, FakeCore, type FakeReply } from './fake-core.js';

/** One reply that Flopcoin Core 2.0.0 (`flop`) or litecoind 0.21.2.1 (`ltc`) really gave. */
export interface RecordedReply {
  daemon: 'flop' | 'ltc';
  method: string;
  params: unknown[];
  http: number;
  body: string;
}

export const RECORDED: RecordedReply[] = JSON.parse(readFileSync('test/vectors/flopcoin-rpc.json', 'utf8'));

/**
 * Flopcoin Core as far as it was recorded. A call is answered with the recorded reply to the same method and parameters;
 * what a test names itself comes first, and a method that was recorded once only answers any parameters.
 */
export class FlopcoinReplay {
  private readonly named = new Map<string, FakeReply | ((call: FakeCall) => FakeReply)>();

  private constructor(readonly server: FakeCore) {}

  static async start(): Promise<FlopcoinReplay> {
    const server = await FakeCore.start((call) => replay.reply(call));
    const replay = new FlopcoinReplay(server);
    return replay;
  }

  /** From now on `method` gets this answer. */
  answer(method: string, reply: FakeReply | ((call: FakeCall) => FakeReply)): void {
    this.named.set(method, reply);
  }

  /** From now on `method` gets the first recorded reply that fits. */
  answerAsRecorded(method: string, fits: (recorded: RecordedReply) => boolean): void {
    this.named.set(method, replyOf(recordedReply(method, fits)));
  }

  private reply(call: FakeCall): FakeReply {
    const named = this.named.get(call.method);
    if (named) return typeof named === 'function' ? named(call) : named;
    const all = RECORDED.filter(({ daemon, method }) => daemon === 'flop' && method === call.method);
    const params = JSON.stringify(call.params);
    const exact = all.find((recorded) => JSON.stringify(recorded.params) === params);
    const only = exact ?? (all.length === 1 ? all[0] : undefined);
    if (!only) throw new Error(`no recorded reply to ${call.method} ${params}`);
    return replyOf(only);
  }
}

export function recordedReply(method: string, fits: (recorded: RecordedReply) => boolean): RecordedReply {
  const found = RECORDED.find((recorded) => recorded.daemon === 'flop' && recorded.method === method && fits(recorded));
  if (!found) throw new Error(`nothing recorded for ${method} fits`);
  return found;
}

function replyOf({ http, body }: RecordedReply): FakeReply {
  return { status: http, body };
}
