import {
  AuthenticateSession,
  CloseSession,
  CodeDelivery,
  type CodeToDeliver,
  IdentityPolicy,
  OpenSession,
  type PersonalData,
  RegisterUser,
  RequestOneTimePassword,
  type SendLimits,
  ThrottleCaller,
  VerifyOneTimePassword,
} from '@app/identity';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { MemoryOneTimePasswords, MemoryUsers } from '@app/infrastructure/memory/memory-identity.js';
import { MemorySessions } from '@app/infrastructure/memory/memory-sessions.js';
import { MemoryThrottles } from '@app/infrastructure/memory/memory-throttles.js';
import { CreateWallet } from '@app/wallet';
import { RecordingLog, StandingClock, scheme } from './ledger.js';

/** Keeps what it was given; shows codes as a demo does, unless it is told to keep them. */
export class RecordingDelivery extends CodeDelivery {
  readonly delivered: CodeToDeliver[] = [];
  showsCodes = true;
  refusal: Error | undefined;

  override available(): void {
    if (this.refusal) throw this.refusal;
  }

  override deliver(code: CodeToDeliver): string | undefined {
    this.delivered.push(code);
    return this.showsCodes ? code.code : undefined;
  }
}

/** Users, codes and sessions in memory, at a time that stands until a test moves it. */
export class IdentityWorld {
  readonly vault = EnvelopeVault.ephemeral(Buffer.alloc(32, 1));
  readonly clock = new StandingClock();
  readonly log = new RecordingLog();
  readonly delivery = new RecordingDelivery();
  readonly passwords = new MemoryOneTimePasswords();
  readonly sessions: MemorySessions;
  readonly throttle: ThrottleCaller;
  readonly registerUser: RegisterUser;
  readonly requestCode: RequestOneTimePassword;
  readonly verifyCode: VerifyOneTimePassword;
  readonly openSession: OpenSession;
  readonly authenticate: AuthenticateSession;
  readonly closeSession: CloseSession;

  constructor(
    readonly policy: IdentityPolicy = IdentityPolicy.demo(),
    readonly users: MemoryUsers = new MemoryUsers(),
    wallets: CreateWallet = new CreateWallet(scheme),
  ) {
    const { vault, clock, log, delivery, passwords } = this;
    const sessions = new MemorySessions(users);
    this.sessions = sessions;
    const throttle = new ThrottleCaller(new MemoryThrottles(), vault, clock, log, policy);
    this.throttle = throttle;
    this.registerUser = new RegisterUser(users, wallets, throttle, vault, clock, log, policy);
    this.requestCode = new RequestOneTimePassword(
      passwords,
      users,
      sessions,
      throttle,
      delivery,
      vault,
      clock,
      log,
      policy,
    );
    this.verifyCode = new VerifyOneTimePassword(passwords, throttle, vault, clock, log, policy);
    this.openSession = new OpenSession(this.verifyCode, users, sessions, vault, clock, log, policy);
    this.authenticate = new AuthenticateSession(sessions, clock);
    this.closeSession = new CloseSession(sessions, log);
  }

  static production(
    options: { stepUpAmount?: bigint; rawKeySigning?: boolean; sendLimits?: SendLimits } = {},
  ): IdentityWorld {
    const { stepUpAmount, rawKeySigning = true, sendLimits } = options;
    const world = new IdentityWorld(
      IdentityPolicy.production({ stepUpAmount, rawKeySigning, ...(sendLimits && { sendLimits }) }),
    );
    world.delivery.showsCodes = false;
    return world;
  }

  register(person: Partial<PersonalData> = {}) {
    return this.registerUser.execute({ ...AMINA, ...person, ip: '192.0.2.200' });
  }

  /** Asks for a code and returns the one that was made. */
  async code(email = AMINA.email, ip = OWNER_IP, purpose: 'login' | 'payment' = 'login'): Promise<string> {
    await this.requestCode.execute({ email, ip, purpose });
    return this.delivery.delivered.at(-1)!.code;
  }

  /** `accepted`, or the words of the refusal. */
  tryCode(code: string, email = AMINA.email, ip = OWNER_IP, purpose: 'login' | 'payment' = 'login'): Promise<string> {
    return this.verifyCode.execute({ email, code, ip, purpose }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  }

  /** Logs in with a fresh code and returns the token. */
  async logIn(email = AMINA.email, ip = OWNER_IP): Promise<string> {
    const session = await this.openSession.execute({ email, code: await this.code(email, ip), ip });
    return session!.token;
  }
}

export const AMINA: PersonalData = { fullName: 'Amina Khan', email: 'Amina@Example.org', cnic: '35202-1234567-1' };
export const OWNER_IP = '198.51.100.7';

/** A code that is not `code`. */
export function wrongFor(code: string): string {
  return code === '000000' ? '000001' : '000000';
}
