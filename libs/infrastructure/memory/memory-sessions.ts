import { type LiveSession, type NetworkStanding, type NewSession, Sessions } from '@app/identity';
import type { MemoryUsers } from './memory-identity.js';

/** Sessions kept at most; beyond it the oldest ends early, so that logins cannot fill the memory. */
const MOST_SESSIONS = 100_000;

/** Sessions for the life of the process. */
export class MemorySessions extends Sessions {
  private readonly sessions = new Map<string, NewSession>();
  private readonly familiar = new Map<string, number>();

  constructor(private readonly users: MemoryUsers) {
    super();
  }

  override async open(session: NewSession): Promise<void> {
    this.users.confirmEmail(session.userId);
    makeRoom(this.sessions, ({ expiresAtMs }) => expiresAtMs <= session.createdAtMs);
    this.sessions.set(keyOf(session.tokenHash), session);
    makeRoom(this.familiar, (untilMs) => untilMs <= session.createdAtMs);
    this.familiar.set(networkKey(session.userId, session.network), session.familiarUntilMs);
  }

  override async find(tokenHash: Uint8Array, nowMs: number): Promise<LiveSession | undefined> {
    const session = this.live(tokenHash, nowMs);
    const user = session && (await this.users.profile(session.userId));
    if (!session || !user) return undefined;
    const { userId, idleUntilMs, expiresAtMs } = session;
    return { userId, email: user.email, address: user.address, idleUntilMs, expiresAtMs };
  }

  override async extend(tokenHash: Uint8Array, idleUntilMs: number, nowMs: number): Promise<void> {
    const session = this.live(tokenHash, nowMs);
    if (!session || session.idleUntilMs >= idleUntilMs) return;
    const extended = { ...session, idleUntilMs: Math.min(idleUntilMs, session.expiresAtMs) };
    this.sessions.set(keyOf(tokenHash), extended);
  }

  override async close(tokenHash: Uint8Array): Promise<void> {
    this.sessions.delete(keyOf(tokenHash));
  }

  override async closeAllOf(userId: string): Promise<void> {
    for (const [key, session] of this.sessions) if (session.userId === userId) this.sessions.delete(key);
  }

  override async standing(mailbox: string, network: Uint8Array, nowMs: number): Promise<NetworkStanding> {
    const owner = this.users.ownerOf(mailbox);
    if (!owner) return this.users.wasRegisteredFrom(mailbox, network) ? 'registered' : 'strange';
    return (this.familiar.get(networkKey(owner.id, network)) ?? 0) > nowMs ? 'familiar' : 'strange';
  }

  private live(tokenHash: Uint8Array, nowMs: number): NewSession | undefined {
    const session = this.sessions.get(keyOf(tokenHash));
    return session && session.idleUntilMs > nowMs && session.expiresAtMs > nowMs ? session : undefined;
  }
}

/** Drops the oldest entry where there are too many, and with it those in a row after it that have expired. */
function makeRoom<Value>(entries: Map<string, Value>, hasExpired: (value: Value) => boolean): void {
  if (entries.size >= MOST_SESSIONS) entries.delete(entries.keys().next().value!);
  for (const [key, value] of entries) {
    if (!hasExpired(value)) return;
    entries.delete(key);
  }
}

function keyOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function networkKey(userId: string, network: Uint8Array): string {
  return `${userId} ${keyOf(network)}`;
}
