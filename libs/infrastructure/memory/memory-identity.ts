import { timingSafeEqual } from 'node:crypto';
import { type AttemptOutcome, MAX_WRONG_TRIES, type NewUser, OneTimePasswords, Users } from '@app/identity';

/** Users for the life of the process. */
export class MemoryUsers extends Users {
  readonly registered: NewUser[] = [];

  override async register(user: NewUser): Promise<void> {
    this.registered.push(user);
  }
}

/** Live codes kept at most; beyond it the oldest is forgotten, so that requests cannot fill the memory. */
const MOST_CODES = 100_000;

export class MemoryOneTimePasswords extends OneTimePasswords {
  private readonly codes = new Map<string, { codeHash: Uint8Array; expiresAtMs: number; tries: number }>();

  override async replace(mailbox: string, codeHash: Uint8Array, expiresAtMs: number): Promise<void> {
    this.codes.delete(mailbox);
    if (this.codes.size >= MOST_CODES) this.codes.delete(this.codes.keys().next().value!);
    this.codes.set(mailbox, { codeHash, expiresAtMs, tries: 0 });
  }

  override async attempt(mailbox: string, codeHash: Uint8Array, nowMs: number): Promise<AttemptOutcome> {
    const live = this.codes.get(mailbox);
    if (!live || live.expiresAtMs <= nowMs || live.tries >= MAX_WRONG_TRIES) return 'absent';
    live.tries++;
    if (!timingSafeEqual(live.codeHash, codeHash)) return 'wrong';
    this.codes.delete(mailbox);
    return 'accepted';
  }
}
