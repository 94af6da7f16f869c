import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Relay } from './relay.js';

/** Passes on what either side says a while later, in order. */
export class SlowProxy extends Relay {
  private delayMs = 0;
  /** Pending while nothing passes. */
  private held: Promise<void> | undefined;
  private release: () => void = () => undefined;

  /** @param targetPort where the server listens, on 127.0.0.1 */
  static start(targetPort: number): Promise<SlowProxy> {
    return new SlowProxy(targetPort).listen();
  }

  /** Each way from now on; what is on its way already keeps its time. `Infinity`: nothing passes until it is set anew. */
  delay(ms: number): void {
    this.release();
    this.delayMs = Number.isFinite(ms) ? ms : 0;
    this.held = Number.isFinite(ms)
      ? undefined
      : new Promise((resolve) => {
          this.release = resolve;
        });
  }

  override stop(): Promise<void> {
    this.delay(0);
    return super.stop();
  }

  protected override relay(client: Socket, server: Socket): void {
    this.pass(client, server);
    this.pass(server, client);
  }

  private pass(from: Socket, to: Socket): void {
    let before: Promise<unknown> = Promise.resolve();
    from.on('data', (chunk) => {
      const due = Promise.all([this.held, sleep(this.delayMs)]);
      before = Promise.all([before, due]).then(() => to.destroyed || to.write(chunk));
    });
  }
}
