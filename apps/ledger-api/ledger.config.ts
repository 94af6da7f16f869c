import { availableParallelism } from 'node:os';
import { administratorVariables } from '@app/infrastructure/configuration/administrator-variables.js';
import {
  masterKeySource,
  masterKeyVariables,
  refuseTwoMasterKeys,
} from '@app/infrastructure/configuration/master-key-source.js';
import { readEnvironment } from '@app/infrastructure/configuration/read-environment.js';
import * as variables from '@app/infrastructure/configuration/variables.js';
import type { HashedAdministrator } from '@app/infrastructure/crypto/hashed-administrators.js';
import { type MasterKeySource } from '@app/infrastructure/crypto/master-key-source.js';
import { SIGNATURE_CHOICES, type SignatureChoice } from '@app/infrastructure/crypto/signature-choice.js';
import type { ModeName } from '@app/kernel';
import { readAddress } from '@app/wallet';

export const ledgerVariables = {
  POW_BITS: variables
    .integer({ min: 0, max: 32 }, 12)
    .describe('Difficulty of new blocks in bits. Old blocks keep the bits that they carry'),
  MAX_BLOCK_TRANSACTIONS: variables
    .integer({ min: 1, max: 10_000 }, 1_000)
    .describe('Most transactions in one block. `1` makes one block, and one commit, per request'),
  MAX_WAIT_MS: variables
    .integer({ min: 1, max: 60_000 }, 2_000)
    .describe('Milliseconds. A request that would wait longer for its block is refused with 503 at once'),
  SEAL_THREADS: variables
    .integer({ min: 1, max: 32 }, undefined)
    .describe('Threads that sign and mine. Not set: one less than the processors, at most 4'),
  SECP256K1: variables
    .oneOf(SIGNATURE_CHOICES, 'auto')
    .describe('Which implementation signs and verifies. `auto`: native where it has a build'),
  ZAKAT_WALLET_ADDRESS: variables
    .address(readAddress, undefined)
    .describe(
      'Address of the zakat pool whose key you hold yourself. Not set: the wallet that `POST /zakat/pool` makes',
    ),
  FAUCET_ENABLED: variables
    .flag(undefined)
    .describe('`1` serves `POST /admin/fund`, which mints coins. Not set: `1` in a demo, `0` in production'),
  KEYGEN_ENABLED: variables
    .flag(true)
    .describe('`1` serves `POST /wallets`, which makes key pairs that the server does not keep'),
  SYSTEM_LOG_DAYS: variables
    .integer({ min: 1, max: 36_500 }, 90)
    .describe('Days after which entries of the system journal are deleted'),
  SYSTEM_LOG_ROWS: variables
    .integer({ min: 1_000, max: 1_000_000_000 }, 1_000_000)
    .describe('Most entries that the system journal keeps, the latest ones'),
  STEP_UP_AMOUNT: variables
    .units(1_000n)
    .describe('Units. A payment above it from a wallet in custody needs a fresh one-time password'),
  SEND_LIMIT_PER_HOUR: variables
    .units(5_000n)
    .describe('Units. What a user may send from a wallet in custody in an hour (UTC) without a one-time password'),
  SEND_LIMIT_PER_DAY: variables.units(10_000n).describe('Units. The same for a day (UTC)'),
  TREASURY_APPROVALS: variables
    .integer({ min: 1, max: 100 }, undefined)
    .describe(
      'How many different administrators approve what is issued and redeemed. Not set: 1 in a demo, 2 in production',
    ),
  TREASURY_ISSUE_LIMIT_PER_DAY: variables
    .units(1_000_000n)
    .describe('Units. What may be proposed to be issued on a day (UTC), and what may be approved'),
  TREASURY_REDEMPTION_LIMIT_PER_DAY: variables.units(1_000_000n).describe('Units. The same for what is redeemed'),
  ALLOW_RAW_KEY_SIGNING: variables
    .flag(true)
    .describe(
      '`1`: `POST /transactions` signs with a private key in its body. Production always refuses this for wallets in custody',
    ),
  SMTP_URL: variables.url(['smtp:', 'smtps:'], undefined),
  MAIL_FROM: variables.mailbox(undefined),
  ...administratorVariables,
  ...masterKeyVariables,
};

/** What the ledger alone is configured with. */
export interface LedgerConfig {
  readonly mode: ModeName;
  readonly powBits: number;
  /** Requests that share one block at most. */
  readonly maxBlockTransactions: number;
  /** A request that would wait longer than this for its block is refused at once. */
  readonly maxWaitMs: number;
  /** Threads that sign and mine. */
  readonly sealThreads: number;
  /** Which implementation of secp256k1 signs and verifies. */
  readonly signatures: SignatureChoice;
  readonly zakatPoolAddress: string | undefined;
  readonly faucetEnabled: boolean;
  /** Whether `POST /wallets` makes key pairs for strangers. */
  readonly keyGeneration: boolean;
  /** A custodial payment above this needs a fresh one-time password. */
  readonly stepUpAmount: bigint;
  /** What a user's custodial payments without a one-time password may add up to. */
  readonly sendLimits: { readonly perHour: bigint; readonly perDay: bigint };
  /** How many administrators approve what is issued and redeemed, and how much of either there may be on a day. */
  readonly treasury: { readonly approvals: number; readonly issuePerDay: bigint; readonly redeemPerDay: bigint };
  /** Whether a private key may be posted to sign with; never that of a wallet in custody, in production. */
  readonly rawKeySigning: boolean;
  /** How much of the system journal is kept. */
  readonly journal: { readonly days: number; readonly rows: number };
  /** How one-time passwords are mailed; both are set in production. */
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string | undefined };
  readonly administrators: readonly HashedAdministrator[];
  readonly masterKey: MasterKeySource;
}

/** @throws ConfigurationFaults */
export function readLedgerConfig(
  dataDirectory: string,
  mode: ModeName,
  environment: NodeJS.ProcessEnv = process.env,
): LedgerConfig {
  const values = readEnvironment(ledgerVariables, environment, refuseTwoMasterKeys);
  return Object.freeze({
    mode,
    powBits: values.POW_BITS,
    maxBlockTransactions: values.MAX_BLOCK_TRANSACTIONS,
    maxWaitMs: values.MAX_WAIT_MS,
    sealThreads: values.SEAL_THREADS ?? spareProcessors(),
    signatures: values.SECP256K1,
    zakatPoolAddress: values.ZAKAT_WALLET_ADDRESS,
    faucetEnabled: values.FAUCET_ENABLED ?? mode === 'demo',
    keyGeneration: values.KEYGEN_ENABLED,
    stepUpAmount: values.STEP_UP_AMOUNT,
    sendLimits: Object.freeze({ perHour: values.SEND_LIMIT_PER_HOUR, perDay: values.SEND_LIMIT_PER_DAY }),
    treasury: Object.freeze({
      approvals: values.TREASURY_APPROVALS ?? (mode === 'demo' ? 1 : 2),
      issuePerDay: values.TREASURY_ISSUE_LIMIT_PER_DAY,
      redeemPerDay: values.TREASURY_REDEMPTION_LIMIT_PER_DAY,
    }),
    rawKeySigning: values.ALLOW_RAW_KEY_SIGNING,
    journal: Object.freeze({ days: values.SYSTEM_LOG_DAYS, rows: values.SYSTEM_LOG_ROWS }),
    mail: Object.freeze({ smtpUrl: values.SMTP_URL, from: values.MAIL_FROM }),
    administrators: values.ADMIN_TOKEN_HASH,
    masterKey: masterKeySource(dataDirectory, values),
  });
}

/** One thread answers requests, and more than four that sign have nothing to do. */
function spareProcessors(): number {
  return Math.min(Math.max(availableParallelism() - 1, 1), 4);
}
