import { timingSafeEqual } from 'node:crypto';
import {
  AlreadyRegistered,
  type AttemptOutcome,
  type CodePlace,
  type CustodialWallet,
  type KnownUser,
  MAX_STRANGERS_TRIES,
  MAX_WRONG_TRIES,
  type NewUser,
  OneTimePasswords,
  type UserProfile,
  Users,
} from '@app/identity';

/** Users for the life of the process. */
export class MemoryUsers extends Users {
  readonly registered: NewUser[] = [];
  private readonly confirmed = new Set<string>();
  private readonly byId = new Map<string, NewUser>();
  /** The exclusive user of a mailbox, else the newest. */
  private readonly byMailbox = new Map<string, NewUser>();
  private readonly claimedCnics = new Set<string>();
  private readonly custodial = new Set<string>();

  override async register(user: NewUser): Promise<void> {
    const inMailbox = this.byMailbox.get(user.mailbox);
    const cnic = hex(user.cnicHash);
    if (user.exclusive && (inMailbox?.exclusive || this.claimedCnics.has(cnic))) throw new AlreadyRegistered();
    this.registered.push(user);
    this.byId.set(user.id, user);
    if (user.exclusive || !inMailbox?.exclusive) this.byMailbox.set(user.mailbox, user);
    if (!user.exclusive) return;
    this.claimedCnics.add(cnic);
    this.custodial.add(user.walletAddress);
  }

  override async findByMailbox(mailbox: string, orNewest: boolean): Promise<KnownUser | undefined> {
    const user = this.byMailbox.get(mailbox);
    return user && (user.exclusive || orNewest) ? { id: user.id, email: user.email } : undefined;
  }

  override async profile(userId: string): Promise<UserProfile | undefined> {
    const user = this.byId.get(userId);
    if (!user) return undefined;
    const { id, email, fullName, sealedCnic, walletAddress, createdAtMs } = user;
    const emailConfirmed = this.confirmed.has(id);
    return { id, email, fullName, sealedCnic, address: walletAddress, createdAtMs, emailConfirmed };
  }

  override async wallet(userId: string): Promise<CustodialWallet | undefined> {
    const user = this.byId.get(userId);
    if (!user) return undefined;
    const { walletAddress, sealedPrivateKey } = user;
    return { address: walletAddress, sealedPrivateKey, emailConfirmed: this.confirmed.has(userId) };
  }

  override async isCustodial(address: string): Promise<boolean> {
    return this.custodial.has(address);
  }

  /** For the sessions, which note who has shown his mailbox to be his. */
  confirmEmail(userId: string): void {
    this.confirmed.add(userId);
  }
}

/** Live codes kept at most; beyond it the oldest is forgotten, so that requests cannot fill the memory. */
const MOST_CODES = 100_000;

interface KeptCode {
  readonly requester: string;
  readonly codeHash: Uint8Array;
  readonly expiresAtMs: number;
  tries: number;
  strangersTries: number;
}

export class MemoryOneTimePasswords extends OneTimePasswords {
  private readonly codes = new Map<string, KeptCode[]>();

  override async replace(place: CodePlace, codeHash: Uint8Array, expiresAtMs: number, nowMs: number): Promise<void> {
    const [key, requester] = [keyOf(place), hex(place.requester)];
    const others = (this.codes.get(key) ?? []).filter(
      (code) => code.requester !== requester && code.expiresAtMs > nowMs,
    );
    this.codes.delete(key);
    if (this.codes.size >= MOST_CODES) this.codes.delete(this.codes.keys().next().value!);
    this.codes.set(key, [...others, { requester, codeHash, expiresAtMs, tries: 0, strangersTries: 0 }]);
  }

  override async attempt(place: CodePlace, codeHash: Uint8Array, nowMs: number): Promise<AttemptOutcome> {
    const [key, requester] = [keyOf(place), hex(place.requester)];
    const live = (this.codes.get(key) ?? []).filter(
      (code) =>
        code.expiresAtMs > nowMs &&
        code.tries < MAX_WRONG_TRIES &&
        (code.requester === requester || code.strangersTries < MAX_STRANGERS_TRIES),
    );
    if (live.length === 0) return 'absent';
    for (const code of live) {
      code.tries++;
      if (code.requester !== requester) code.strangersTries++;
    }
    if (!live.some((code) => timingSafeEqual(code.codeHash, codeHash))) return 'wrong';
    this.codes.delete(key);
    return 'accepted';
  }
}

function keyOf({ mailbox, purpose }: CodePlace): string {
  return `${purpose} ${mailbox}`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
