import { timingSafeEqual } from 'node:crypto';
import {
  AlreadyRegistered,
  type Attempt,
  type CodePlace,
  type CustodialWallet,
  type KnownUser,
  type LoginCandidate,
  MAX_STRANGERS_TRIES,
  MAX_WRONG_TRIES,
  type MailboxReader,
  type NewCode,
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
  /** Oldest first. */
  private readonly byMailbox = new Map<string, NewUser[]>();
  /** Who has claimed a mailbox, and a CNIC by its hash in hex. */
  private readonly mailboxOwners = new Map<string, NewUser>();
  private readonly cnicOwners = new Map<string, NewUser>();
  private readonly custodial = new Set<string>();
  private readonly wallets = new Set<string>();

  override async register(user: NewUser): Promise<void> {
    if (user.exclusive && this.isClaimed(user)) throw new AlreadyRegistered();
    this.registered.push(user);
    this.byId.set(user.id, user);
    this.wallets.add(user.walletAddress);
    const inMailbox = this.byMailbox.get(user.mailbox);
    if (inMailbox) inMailbox.push(user);
    else this.byMailbox.set(user.mailbox, [user]);
    if (user.exclusive) this.custodial.add(user.walletAddress);
  }

  hasWallet(address: string): boolean {
    return this.wallets.has(address);
  }

  override async findByMailbox(mailbox: string, orNewest: boolean): Promise<KnownUser | undefined> {
    const newest = orNewest ? this.byMailbox.get(mailbox)?.at(-1) : undefined;
    return known(this.mailboxOwners.get(mailbox) ?? newest);
  }

  override async addressee(asked: { mailbox: string; email: string; network: Uint8Array }) {
    const rank = (user: NewUser) => 2 * Number(user.email === asked.email) + Number(isFrom(user, asked.network));
    const [best] = this.exclusiveOf(asked.mailbox).sort((left, right) => rank(right) - rank(left));
    return known(this.mailboxOwners.get(asked.mailbox) ?? best);
  }

  override async loginCandidates({ mailbox, sentTo, network, userId }: MailboxReader): Promise<LoginCandidate[]> {
    const rank = (candidate: LoginCandidate) =>
      4 * Number(candidate.confirmed) + 2 * Number(!candidate.cnicTaken) + Number(candidate.isFromHere);
    return this.exclusiveOf(mailbox)
      .filter(({ email }) => email === sentTo)
      .map((user) => ({
        id: user.id,
        confirmed: this.confirmed.has(user.id),
        cnicTaken: (this.cnicOwners.get(hex(user.cnicHash)) ?? user) !== user,
        isFromHere: isFrom(user, network),
      }))
      .filter(({ id, confirmed }) => confirmed || userId === undefined || id === userId)
      .sort((left, right) => rank(right) - rank(left))
      .slice(0, 2);
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

  override async releaseCnic(cnicHash: Uint8Array): Promise<string | undefined> {
    const owner = this.cnicOwners.get(hex(cnicHash));
    this.cnicOwners.delete(hex(cnicHash));
    return owner?.id;
  }

  override async isCustodial(address: string): Promise<boolean> {
    return this.custodial.has(address);
  }

  /** For the sessions, which note who has shown a mailbox to be theirs. @throws AlreadyRegistered */
  confirmEmail(userId: string): void {
    const user = this.byId.get(userId);
    if (!user || this.confirmed.has(userId)) return;
    if (user.exclusive && this.isClaimed(user)) throw new AlreadyRegistered();
    this.confirmed.add(userId);
    if (!user.exclusive) return;
    this.mailboxOwners.set(user.mailbox, user);
    this.cnicOwners.set(hex(user.cnicHash), user);
  }

  ownerOf(mailbox: string): KnownUser | undefined {
    return known(this.mailboxOwners.get(mailbox));
  }

  /** Whether one of those who registered with the mailbox did so from `network`. */
  wasRegisteredFrom(mailbox: string, network: Uint8Array): boolean {
    return this.exclusiveOf(mailbox).some((user) => isFrom(user, network));
  }

  private isClaimed({ mailbox, cnicHash }: NewUser): boolean {
    return this.mailboxOwners.has(mailbox) || this.cnicOwners.has(hex(cnicHash));
  }

  /** The newest first. */
  private exclusiveOf(mailbox: string): NewUser[] {
    return (this.byMailbox.get(mailbox) ?? []).filter(({ exclusive }) => exclusive).reverse();
  }
}

function known(user: NewUser | undefined): KnownUser | undefined {
  return user && { id: user.id, email: user.email };
}

function isFrom({ registeredFrom }: NewUser, network: Uint8Array): boolean {
  return hex(registeredFrom) === hex(network);
}

/** Live codes kept at most; beyond it the oldest is forgotten, so that requests cannot fill the memory. */
const MOST_CODES = 100_000;

interface KeptCode {
  readonly requester: string;
  readonly codeHash: Uint8Array;
  readonly sentTo: string;
  readonly expiresAtMs: number;
  tries: number;
  strangersTries: number;
  used: boolean;
}

export class MemoryOneTimePasswords extends OneTimePasswords {
  private readonly codes = new Map<string, KeptCode[]>();

  override async replace(place: CodePlace, code: NewCode, nowMs: number): Promise<void> {
    const [key, requester] = [keyOf(place), hex(place.requester)];
    const others = (this.codes.get(key) ?? []).filter(
      (other) => other.requester !== requester && other.expiresAtMs > nowMs,
    );
    this.codes.delete(key);
    if (this.codes.size >= MOST_CODES) this.codes.delete(this.codes.keys().next().value!);
    this.codes.set(key, [...others, { ...code, requester, tries: 0, strangersTries: 0, used: false }]);
  }

  override async attempt(place: CodePlace, codeHash: Uint8Array, nowMs: number): Promise<Attempt> {
    const [key, requester] = [keyOf(place), hex(place.requester)];
    const kept = this.codes.get(key) ?? [];
    const live = kept.filter(
      (code) =>
        !code.used &&
        code.expiresAtMs > nowMs &&
        code.tries < MAX_WRONG_TRIES &&
        (code.requester === requester || code.strangersTries < MAX_STRANGERS_TRIES),
    );
    if (live.length === 0) return { outcome: 'absent' };
    for (const code of live) {
      code.tries++;
      if (code.requester !== requester) code.strangersTries++;
    }
    const right = live.find((code) => timingSafeEqual(code.codeHash, codeHash));
    if (!right) return { outcome: 'wrong' };
    for (const code of kept) code.used = true;
    return { outcome: 'accepted', sentTo: right.sentTo };
  }

  override async giveBack(place: Omit<CodePlace, 'requester'>, codeHash: Uint8Array): Promise<void> {
    for (const code of this.codes.get(keyOf(place)) ?? []) {
      if (timingSafeEqual(code.codeHash, codeHash)) code.used = false;
    }
  }
}

function keyOf({ mailbox, purpose }: Omit<CodePlace, 'requester'>): string {
  return `${purpose} ${mailbox}`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
