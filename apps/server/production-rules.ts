import { urlsOfHosts } from '@app/infrastructure/configuration/database-url.js';
import { masterKeyVariables } from '@app/infrastructure/configuration/master-key-source.js';
import type { EnvironmentOf, EnvironmentRules } from '@app/infrastructure/configuration/read-environment.js';
import type { storageVariables } from '@app/infrastructure/configuration/storage-choice.js';
import * as variables from '@app/infrastructure/configuration/variables.js';

/** Passwords of examples, ours and others': with one of these the operator has not chosen a password. */
const EXAMPLE_PASSWORDS = new Set(['your_secure_password', 'mizan-demo', 'postgres', 'password', 'changeme', 'mizan']);

/** What only production asks for, beside what {@link storageVariables} name. */
export const productionVariables = {
  ...masterKeyVariables,
  ADMIN_TOKEN_HASH: variables
    .administrators()
    .describe(
      'The administrators, separated by commas: `name:hash`, with the SHA-256 of their token, as `npx mizan admin-token create --name NAME` prints it. A hash alone is `administrator-1`, the next one `administrator-2` … Production needs one',
    ),
  SMTP_URL: variables
    .url(['smtp:', 'smtps:'], undefined)
    .describe(
      'Mail server for one-time passwords: `smtps://user:password@host:465` or `smtp://…`. Production needs it',
    ),
  MAIL_FROM: variables.mailbox(undefined).describe('Mailbox that sends them: `Mizan <no-reply@example.com>`'),
  OTP_DELIVERY: variables
    .oneOf(['mail'], undefined)
    .describe('How one-time passwords are delivered. They are never written to a log'),
  ALLOW_EMBEDDED_DB: variables
    .flag(false)
    .describe('`1`: production may use the embedded database, which can lose its last writes in a power cut'),
  PUBLIC_HOSTS: variables
    .hostNames(undefined)
    .describe(
      'Production: the host names that clients use, separated by commas, without ports. Requests for other hosts are refused; health answers any',
    ),
  TRUSTED_PROXIES: variables
    .networks(undefined)
    .describe(
      'Production: addresses or networks of the proxy that ends TLS, such as `127.0.0.1` or `10.0.0.0/8`; `none` without a proxy',
    ),
};

type ProductionShape = typeof productionVariables &
  Pick<typeof storageVariables, 'DATABASE_URL' | 'PERSISTENCE' | 'SUPABASE_URL'>;
type Values = Partial<EnvironmentOf<ProductionShape>> & { SERVE?: readonly string[] };

/** What a server must have before strangers may reach it; a line for each that is missing, with the way to get it. */
export const refuseUnsafeProduction: EnvironmentRules<ProductionShape> = (values: Values, addFault) => {
  // `in` because a variable that is wrong has its own line already.
  const lacks = (name: keyof ProductionShape) => name in values && values[name] === undefined;
  if (lacks('MASTER_KEY_FILE') && lacks('MASTER_PASSPHRASE')) {
    addFault(
      'MASTER_KEY_FILE: production seals private keys with a key that you keep; `head -c 32 /dev/urandom > FILE && chmod 600 FILE` makes one; or set MASTER_PASSPHRASE',
    );
  }
  if (values.ADMIN_TOKEN_HASH?.length === 0) {
    addFault(
      'ADMIN_TOKEN_HASH: production needs an administrator; `mizan admin-token create` prints a token and its hash',
    );
  }
  if (values.SERVE?.includes('ledger') !== false) refuseWithoutMail(lacks, addFault);
  refuseForgetfulStorage(values, addFault);
  if (lacks('PUBLIC_HOSTS')) {
    addFault('PUBLIC_HOSTS: name the hosts that clients reach this server by, such as wallet.example.com');
  }
  if (lacks('TRUSTED_PROXIES')) {
    addFault(
      'TRUSTED_PROXIES: name the addresses of the proxy that ends TLS, such as 127.0.0.1 or 10.0.0.0/8; none if there is no proxy',
    );
  }
};

function refuseWithoutMail(lacks: (name: 'SMTP_URL' | 'MAIL_FROM') => boolean, addFault: (line: string) => void): void {
  if (lacks('SMTP_URL')) {
    addFault('SMTP_URL: production sends one-time passwords by mail only; set smtps://user:password@host');
  }
  if (lacks('MAIL_FROM')) {
    addFault('MAIL_FROM: name the mailbox that they come from, such as Mizan <no-reply@example.com>');
  }
}

function refuseForgetfulStorage(values: Values, addFault: (line: string) => void): void {
  if (values.PERSISTENCE === 'memory') addFault('PERSISTENCE: memory keeps nothing; production needs DATABASE_URL');
  const isEmbedded = 'DATABASE_URL' in values && values.DATABASE_URL === undefined && !values.PERSISTENCE;
  const isAllOnSupabase = values.SUPABASE_URL !== undefined && values.SERVE?.includes('registry') === false;
  if (isEmbedded && !isAllOnSupabase && values.ALLOW_EMBEDDED_DB === false) {
    addFault(
      'DATABASE_URL: production needs PostgreSQL; the embedded database may lose its last writes in a power cut (ALLOW_EMBEDDED_DB=1 accepts that)',
    );
  }
  if (values.DATABASE_URL !== undefined && EXAMPLE_PASSWORDS.has(passwordOf(values.DATABASE_URL))) {
    addFault('DATABASE_URL: its password stands in an example; choose your own');
  }
}

function passwordOf(url: string): string {
  const { password } = new URL(urlsOfHosts(url)[0]!);
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
