import { type RequestSource, rawRequest } from './request-source.js';

/** Heartbeats of nodes, one after the other, each with a sequence above its last. */
export class Heartbeats implements RequestSource {
  private sent = 0;

  constructor(
    private readonly nodeIds: readonly string[],
    private readonly host: string,
  ) {}

  next(): string {
    const sequence = Math.floor(this.sent / this.nodeIds.length) + 1;
    const nodeId = this.nodeIds[this.sent++ % this.nodeIds.length]!;
    const body = `{"sequence":${sequence},"uptime":${sequence * 10},"latency_ms":12.5}`;
    return rawRequest(this.host, { method: 'POST', path: `/nodes/${nodeId}/heartbeat`, body });
  }

  settled(): void {}
}
