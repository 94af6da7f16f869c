import { readFile } from 'node:fs/promises';
import { CoreUnavailable } from '@app/node-wallet';

/** The value of the `Authorization` header for Core. */
export abstract class CoreCredentials {
  abstract authorization(): Promise<string>;

  /** Asked after a 401: the same credentials read anew, since a daemon that restarts writes a new cookie. */
  abstract renewed(): Promise<string>;
}

/** `rpcuser` and `rpcpassword`, or the pair behind an `rpcauth` line. */
export class PasswordCredentials extends CoreCredentials {
  private readonly header: string;

  constructor(user: string, password: string) {
    super();
    this.header = basic(`${user}:${password}`);
  }

  override async authorization(): Promise<string> {
    return this.header;
  }

  override renewed(): Promise<string> {
    return this.authorization();
  }
}

/** The file `.cookie` that Core writes into its data directory when no password is configured, and removes when it stops. */
export class CookieFileCredentials extends CoreCredentials {
  private header: string | null = null;

  constructor(private readonly path: string) {
    super();
  }

  override async authorization(): Promise<string> {
    return this.header ?? (await this.renewed());
  }

  override async renewed(): Promise<string> {
    const cookie = await readFile(this.path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw new CoreUnavailable(cause.code === 'ENOENT' ? 'down' : 'credentials', { cause });
    });
    this.header = basic(cookie.trim());
    return this.header;
  }
}

function basic(userAndPassword: string): string {
  return `Basic ${Buffer.from(userAndPassword, 'utf8').toString('base64')}`;
}
