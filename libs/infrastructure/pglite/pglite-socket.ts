import { Duplex } from 'node:stream';
import type { PgliteThread } from './pglite-thread.js';

const TERMINATE = 'X'.charCodeAt(0);

/**
 * What `pg` takes for its TCP socket: the embedded database speaks the same protocol, so a client, its pool and its
 * type conversions are the real ones. `pg` corks the messages of one query, so each arrives here as one write.
 */
export class PgliteSocket extends Duplex {
  private readonly connectThread: () => Promise<PgliteThread>;
  private thread: PgliteThread | undefined;

  constructor(connectThread: () => Promise<PgliteThread>) {
    super({ allowHalfOpen: false });
    this.connectThread = connectThread;
  }

  connect(): this {
    void this.open();
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    // A copy, because the buffer changes hands and `pg` writes from pooled memory.
    this.exchange(Uint8Array.from(chunk), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error) => void): void {
    this.exchange(Uint8Array.from(Buffer.concat(chunks.map(({ chunk }) => chunk))), done);
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  private async open(): Promise<void> {
    try {
      const thread = await this.connectThread();
      await thread.reset();
      this.thread = thread;
      if (!this.destroyed) this.emit('connect');
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  private exchange(bytes: Uint8Array, done: (error?: Error) => void): void {
    if (bytes[0] === TERMINATE) {
      done();
      return;
    }
    if (!this.thread) {
      done(new Error('written to before it was connected'));
      return;
    }
    this.thread.exchange(bytes).then((answer) => {
      if (answer.length > 0) this.push(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength));
      done();
    }, done);
  }
}
