import { Nonces } from '@app/node-registry';

const SWEEP_EVERY_MS = 60_000;

/** Nonces for the life of the process. */
export class MemoryNonces extends Nonces {
  private readonly used = new Map<string, number>();
  private nextSweepMs = 0;

  override async claim(keyId: string, nonce: string, expiresAtMs: number, nowMs: number): Promise<boolean> {
    this.sweep(nowMs);
    const name = `${keyId} ${nonce}`;
    if (this.used.has(name)) return false;
    this.used.set(name, expiresAtMs);
    return true;
  }

  private sweep(nowMs: number): void {
    if (nowMs < this.nextSweepMs) return;
    this.nextSweepMs = nowMs + SWEEP_EVERY_MS;
    for (const [name, expiresAtMs] of this.used) if (expiresAtMs < nowMs) this.used.delete(name);
  }
}
