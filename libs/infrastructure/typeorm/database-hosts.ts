import { type SessionTarget, sessionTargetOf, urlsOfHosts } from '@app/infrastructure/configuration/database-url.js';
import { within } from '@app/kernel';
import { Client, type ClientConfig, type PoolConfig } from 'pg';

interface HostsConfig extends ClientConfig {
  readonly hosts: Hosts;
}

/** How a client finds its server: one host as `pg` does it, and of several, or by what it is, as libpq does. */
export function connectionTo(url: string): Pick<PoolConfig, 'connectionString' | 'Client'> {
  const urls = urlsOfHosts(url).map(withTlsOfLibpq);
  const target = sessionTargetOf(url);
  if (urls.length === 1 && target === 'any') return { connectionString: urls[0]! };
  const hosts = new Hosts(urls, target);
  // The pool hands its options to the client.
  return { connectionString: urls[0]!, Client: HostsClient, hosts } as unknown as PoolConfig;
}

/** A client of its own, outside of a pool. */
export function clientTo(url: string, options: ClientConfig): Client {
  const connection = connectionTo(url);
  const config = { ...options, ...connection };
  return connection.Client ? new HostsClient(config as unknown as HostsConfig) : new Client(config);
}

/** With `sslmode=require` libpq checks no name and, without a root certificate, no certificate; `pg` would check all. */
function withTlsOfLibpq(text: string): string {
  const url = new URL(text);
  if (url.searchParams.has('sslmode')) url.searchParams.set('uselibpqcompat', 'true');
  url.searchParams.delete('target_session_attrs');
  return url.href;
}

/** Nothing listens, or nothing that is asked for: SQLSTATE cannot_connect_now. */
class NoSuchServer extends Error {
  readonly code = '57P03';

  constructor(target: SessionTarget, options: ErrorOptions) {
    super(
      `no host of DATABASE_URL is ${target === 'any' ? 'there' : `one for target_session_attrs=${target}`}`,
      options,
    );
  }
}

/** Longer than a host takes that is only busy. */
const HEAD_START_MS = 500;

/** The hosts of one URL. The one that did last is asked first: a dead one before it would delay every connection. */
class Hosts {
  private urls: readonly string[];

  constructor(
    urls: readonly string[],
    private readonly target: SessionTarget,
  ) {
    this.urls = urls;
  }

  /**
   * A host that hangs delays the next one by its head start only; each has the whole time for its answer.
   *
   * @throws NoSuchServer
   */
  async choose(timeoutMs: number): Promise<URL> {
    const attempts: Promise<string>[] = [];
    for (const url of this.urls) {
      const attempt = this.demand(url, timeoutMs);
      attempts.push(attempt);
      const late = () => new Error('no answer so far');
      if (await within(attempt, HEAD_START_MS, late).then(Boolean, () => false)) break;
    }
    try {
      const chosen = await Promise.any(attempts);
      this.urls = [chosen, ...this.urls.filter((other) => other !== chosen)];
      return new URL(chosen);
    } catch (error) {
      throw new NoSuchServer(this.target, { cause: (error as AggregateError).errors.at(-1) });
    }
  }

  /** The URL, when its server is one that is asked for. */
  private async demand(url: string, timeoutMs: number): Promise<string> {
    if (await this.fits(url, timeoutMs)) return url;
    throw new Error(`${new URL(url).host} is none for target_session_attrs=${this.target}`);
  }

  private async fits(url: string, timeoutMs: number): Promise<boolean> {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query(
        `SELECT pg_is_in_recovery() AS is_standby, current_setting('default_transaction_read_only') = 'on' AS is_read_only`,
      );
      const { is_standby: isStandby, is_read_only: isReadOnly } = rows[0];
      if (this.target === 'read-write') return !isStandby && !isReadOnly;
      if (this.target === 'primary') return !isStandby;
      return this.target === 'any' || isStandby;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

const CONNECT_WITHIN_MS = 10_000;

/** Connects to the host that does, which is found by looking at each. */
class HostsClient extends Client {
  private readonly hosts: Hosts;
  private readonly withinMs: number;

  constructor(config: HostsConfig) {
    super(config);
    this.hosts = config.hosts;
    this.withinMs = config.connectionTimeoutMillis || CONNECT_WITHIN_MS;
  }

  override connect(): Promise<this>;
  override connect(callback: (error: Error) => void): void;
  override connect(callback?: (error: Error) => void): Promise<this> | undefined {
    const connected = this.connectToChosen();
    if (!callback) return connected;
    // `pg` calls back with nothing when it is connected.
    connected.then(() => (callback as () => void)(), callback);
    return undefined;
  }

  private async connectToChosen(): Promise<this> {
    const { hostname, port } = await this.hosts.choose(this.withinMs);
    const at = { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || 5432) };
    Object.assign(this, at);
    Object.assign((this as unknown as { connectionParameters: object }).connectionParameters, at);
    await super.connect();
    return this;
  }
}
