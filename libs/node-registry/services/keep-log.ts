import { Clock } from '@app/kernel';
import { linkEvent, logOrigin } from '../model/event-chain.js';
import { HeartbeatSchedule } from '../model/node-state.js';
import { RegistryIdentity } from '../model/registry-identity.js';
import { type BindEvent, EventPlaces } from '../ports/event-places.js';
import { Nodes } from '../ports/nodes.js';

/** How the log is kept in this process. */
export abstract class LogKeeping {
  /** How often events are looked for that another process may have told. */
  abstract readonly lookMs: number;
  /** Called when events were placed. */
  abstract onPlaced(): void;
  abstract onFailure(error: unknown): void;
}

/** Events that one transaction places. */
const AT_ONCE = 500;
/** Between two looks at least, so that under load many events share a transaction. */
const PAUSE_MS = 20;
const LEAST_SILENCE_LOOK_MS = 100;
const MOST_SILENCE_LOOK_MS = 5_000;

/**
 * Gives what was told its place in the log, and tells of nodes that have fallen silent. Every process of a registry does it:
 * the database lets one at a time.
 */
export class KeepLog {
  private timers: NodeJS.Timeout[] = [];
  private isDue = false;
  private isStopped = false;
  private placing: Promise<void> | undefined;
  private noting: Promise<void> | undefined;

  constructor(
    private readonly places: EventPlaces,
    private readonly identity: RegistryIdentity,
    private readonly nodes: Nodes,
    private readonly schedule: HeartbeatSchedule,
    private readonly keeping: LogKeeping,
    private readonly clock: Clock,
  ) {}

  start(): void {
    const { intervalMs } = this.schedule;
    const silenceLookMs = Math.min(MOST_SILENCE_LOOK_MS, Math.max(LEAST_SILENCE_LOOK_MS, intervalMs / 4));
    this.timers = [
      setInterval(() => this.wake(), this.keeping.lookMs),
      setInterval(() => this.noteSilence(), silenceLookMs),
    ];
    for (const timer of this.timers) timer.unref();
    this.wake();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all([this.placing, this.noting]);
  }

  /** Something may have been told. */
  wake(): void {
    this.isDue = true;
    if (this.isStopped) return;
    this.placing ??= this.placeAll().finally(() => {
      this.placing = undefined;
    });
  }

  private async placeAll(): Promise<void> {
    try {
      while (this.isDue && !this.isStopped) {
        this.isDue = false;
        const placed = await this.places.place(AT_ONCE, this.bind);
        if (placed > 0) this.keeping.onPlaced();
        if (placed === AT_ONCE) this.isDue = true;
        else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    } catch (error) {
      // The next look comes by the timer.
      this.keeping.onFailure(error);
    }
  }

  private readonly bind: BindEvent = (event, end) => {
    const { registryId } = this.identity;
    const place = (end?.place ?? 0n) + 1n;
    const prevHash = end?.hash ?? logOrigin(registryId);
    const { contentHash, hash } = linkEvent(event, { registryId, place, prevHash });
    const typeSignature = this.identity.signType(hash, event.type);
    return { place, prevHash, contentHash, hash, signature: this.identity.sign(hash), typeSignature };
  };

  private noteSilence(): void {
    this.noting ??= this.nodes
      .noteSilence(this.schedule.onlineSinceMs(this.clock.nowMs()))
      .catch((error: unknown) => this.keeping.onFailure(error))
      .finally(() => {
        this.noting = undefined;
      });
  }
}
