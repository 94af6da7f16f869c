import { nodeHealth } from './node-health.js';
import { HeartbeatSchedule } from './node-state.js';

const schedule = new HeartbeatSchedule(10_000);
const NOW = 1_000_000;
const beat = (ageMs: number) => ({ sequence: 1n, receivedAtMs: NOW - ageMs, uptime: undefined, latencyMs: undefined });
const seen = (ageMs: number) => ({ heartbeat: beat(ageMs), deregistration: undefined });

describe('the health of a node', () => {
  it('is unknown before its first heartbeat', () => {
    const node = { heartbeat: undefined, deregistration: undefined };
    expect([schedule.statusOf(node, NOW), nodeHealth(node, 'ok', schedule, NOW)]).toEqual(['unknown', 'unknown']);
  });

  it.each([
    [0, 'online', 'healthy'],
    [20_000, 'online', 'healthy'],
    [20_001, 'online', 'degraded'],
    [30_000, 'online', 'degraded'],
    [30_001, 'offline', 'unhealthy'],
  ])('%d ms after a heartbeat is %s and %s', (ageMs, status, health) => {
    expect(schedule.statusOf(seen(ageMs), NOW)).toBe(status);
    expect(nodeHealth(seen(ageMs), 'none', schedule, NOW)).toBe(health);
  });

  it('suffers from a wallet that is inactive or not reconciled', () => {
    expect(nodeHealth(seen(0), 'ok', schedule, NOW)).toBe('healthy');
    expect(nodeHealth(seen(0), 'inactive', schedule, NOW)).toBe('degraded');
    expect(nodeHealth(seen(0), 'unreconciled', schedule, NOW)).toBe('degraded');
    expect(nodeHealth(seen(40_000), 'unreconciled', schedule, NOW)).toBe('unhealthy');
  });

  it('is bad once the node is deregistered, though it still reports', () => {
    const node = { heartbeat: beat(0), deregistration: { atMs: NOW, byAdministrator: false } };
    expect([schedule.statusOf(node, NOW), nodeHealth(node, 'ok', schedule, NOW)]).toEqual(['inactive', 'unhealthy']);
  });
});
