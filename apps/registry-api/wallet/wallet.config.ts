import { type CoreConfig, coreConfig, coreVariables } from '@app/infrastructure/configuration/core-access.js';
import { readEnvironment } from '@app/infrastructure/configuration/read-environment.js';
import * as variables from '@app/infrastructure/configuration/variables.js';
import { readWalletFile } from '@app/infrastructure/configuration/wallet-file.js';
import type { ModeName } from '@app/kernel';
import { ConfirmationPolicy, ConsolidationPolicy, parseFlop, SpendingPolicy } from '@app/node-wallet';
import { z } from 'zod';

/** The password of the specification's example. */
const EXAMPLE_PASSWORD = 'your_secure_password';

export const walletVariables = {
  SERVE: variables.listOf(['ledger', 'registry'], ['ledger', 'registry']),
  FLOPCOIN_BACKEND: variables
    .oneOf(['core', 'devnet'], undefined)
    .describe(
      '`core` pays through a Flopcoin Core daemon, `devnet` through an embedded play chain. Not set: `core` when `FLOPCOIN_RPC_HOST` is set, else `devnet`',
    )
    .describe(
      '`core` pays through a Flopcoin Core daemon, `devnet` through an embedded play chain. Not set: `core` when `FLOPCOIN_RPC_HOST` is set, else `devnet`',
    ),
  ALLOW_PLAY_MONEY: variables
    .flag(false)
    .describe(
      '`1`: production may use the devnet, on a test system. Its coins are play money that an administrator mints',
    )
    .describe(
      '`1`: production may use the devnet, on a test system. Its coins are play money that an administrator mints',
    ),
  ...coreVariables,
  WALLET_CONFIG: variables
    .text(undefined)
    .describe(
      'YAML file with these settings, see [config/wallet.example.yaml](../config/wallet.example.yaml); a variable wins over it. Not set: `config/wallet.yaml`, if there is one',
    ),
  WALLET_MAX_TRANSACTION_AMOUNT: flop('1000')
    .describe('Most that a node may send in one payment, in FLOP')
    .describe('Most that a node may send in one payment, in FLOP'),
  WALLET_RATE_LIMIT_WINDOW: variables
    .integer({ min: 1, max: 31_536_000 }, 3600)
    .describe('Length of the window in which payments and addresses of a node are counted, in seconds')
    .describe('Length of the window in which payments and addresses of a node are counted, in seconds'),
  WALLET_MAX_TRANSACTIONS_PER_WINDOW: variables
    .integer({ min: 1, max: 1_000_000 }, 10)
    .describe('Most payments of a node per window')
    .describe('Most payments of a node per window'),
  WALLET_MAX_NETWORK_FEE: flop('0.5')
    .describe('Highest network fee of one payment, in FLOP')
    .describe('Highest network fee of one payment, in FLOP'),
  WALLET_MAX_ADDRESSES_PER_WINDOW: variables
    .integer({ min: 1, max: 1_000_000 }, 100)
    .describe('Most new addresses of a node per window')
    .describe('Most new addresses of a node per window'),
  WALLET_CONSOLIDATION_FEE_PER_DAY: flopOrNone('1')
    .describe('FLOP that the operator pays in 24 hours to combine small coins into large ones; `0`: never')
    .describe('FLOP that the operator pays in 24 hours to combine small coins into large ones; `0`: never'),
  WALLET_CONFIRMATIONS: variables
    .integer({ min: 1, max: 1000 }, 6)
    .describe('Blocks until a deposit can be spent')
    .describe('Blocks until a deposit can be spent'),
  WALLET_POLL_INTERVAL_MS: variables
    .integer({ min: 50, max: 600_000 }, 2_000)
    .describe('How often Core is asked for news, in milliseconds')
    .describe('How often Core is asked for news, in milliseconds'),
  DEVNET_BLOCK_INTERVAL_MS: variables
    .integer({ min: 0, max: 3_600_000 }, 5_000)
    .describe('How often the devnet mines on its own, in milliseconds; `0`: never')
    .describe('How often the devnet mines on its own, in milliseconds; `0`: never'),
};

/** How the wallets of nodes are run. */
export interface WalletConfig {
  readonly backend:
    | { readonly kind: 'core'; readonly core: CoreConfig }
    /** `blockIntervalMs` null: blocks on demand alone. */
    | { readonly kind: 'devnet'; readonly blockIntervalMs: number | null };
  readonly spending: SpendingPolicy;
  readonly confirmations: ConfirmationPolicy;
  readonly consolidation: ConsolidationPolicy;
  readonly pollIntervalMs: number;
  /** For the start log. */
  readonly warnings: readonly string[];
}

/**
 * Reads the variables and, below them, the YAML file that `WALLET_CONFIG` names.
 * @throws ConfigurationFaults
 */
export function readWalletConfig(mode: ModeName = 'demo', environment: NodeJS.ProcessEnv = process.env): WalletConfig {
  const values = readEnvironment(walletVariables, readWalletFile(environment), (read, addFault) => {
    if (backendOf(read) === 'devnet') {
      if (mode === 'production' && read.ALLOW_PLAY_MONEY === false && read.SERVE?.includes('registry')) {
        addFault(
          'FLOPCOIN_BACKEND: the devnet is play money; set FLOPCOIN_RPC_HOST to pay with a Core daemon, or SERVE=ledger, or ALLOW_PLAY_MONEY=1 on a stage',
        );
      }
      return;
    }
    const { FLOPCOIN_RPC_USER: user, FLOPCOIN_RPC_PASSWORD: password, FLOPCOIN_RPC_COOKIE_FILE: cookie } = read;
    if (cookie === undefined && (user === undefined || password === undefined))
      addFault('FLOPCOIN_RPC_USER, FLOPCOIN_RPC_PASSWORD: set both, or FLOPCOIN_RPC_COOKIE_FILE, to log in to Core');
    if (password === EXAMPLE_PASSWORD && mode === 'production')
      addFault('FLOPCOIN_RPC_PASSWORD: is the one of the example; choose your own');
  });
  const isExample = values.FLOPCOIN_RPC_PASSWORD === EXAMPLE_PASSWORD;
  const isTwice = values.FLOPCOIN_RPC_COOKIE_FILE !== undefined && values.FLOPCOIN_RPC_PASSWORD !== undefined;
  const isPlay = mode === 'production' && backendOf(values) === 'devnet';
  return Object.freeze({
    backend:
      backendOf(values) === 'core'
        ? { kind: 'core' as const, core: coreConfig(values) }
        : { kind: 'devnet' as const, blockIntervalMs: values.DEVNET_BLOCK_INTERVAL_MS || null },
    spending: new SpendingPolicy({
      maxAmountUnits: values.WALLET_MAX_TRANSACTION_AMOUNT,
      windowSeconds: values.WALLET_RATE_LIMIT_WINDOW,
      maxPerWindow: values.WALLET_MAX_TRANSACTIONS_PER_WINDOW,
      maxFeeUnits: values.WALLET_MAX_NETWORK_FEE,
      maxAddressesPerWindow: values.WALLET_MAX_ADDRESSES_PER_WINDOW,
    }),
    confirmations: new ConfirmationPolicy(values.WALLET_CONFIRMATIONS, Math.max(120, values.WALLET_CONFIRMATIONS)),
    consolidation: new ConsolidationPolicy(values.WALLET_CONSOLIDATION_FEE_PER_DAY),
    pollIntervalMs: values.WALLET_POLL_INTERVAL_MS,
    warnings: [
      ...(isTwice
        ? [
            'FLOPCOIN_RPC_COOKIE_FILE and FLOPCOIN_RPC_PASSWORD are both set: the cookie is used, and the password is not',
          ]
        : []),
      ...(isExample ? ["FLOPCOIN_RPC_PASSWORD is the example's; choose your own"] : []),
      ...(isPlay ? ['the wallets of nodes hold play money: ALLOW_PLAY_MONEY=1'] : []),
    ],
  });
}

type Values = { [Name in keyof typeof walletVariables]: z.output<(typeof walletVariables)[Name]> };

/** A configured host means that there is a Core. */
function backendOf(values: Partial<Values>): 'core' | 'devnet' {
  return values.FLOPCOIN_BACKEND ?? (values.FLOPCOIN_RPC_HOST === undefined ? 'devnet' : 'core');
}

/** FLOP as a decimal, in units. */
function flop(whenUnset: string) {
  return amountOfFlop(whenUnset, 1n, 'must be an amount of FLOP above 0 with at most 8 decimals');
}

/** The same, where 0 switches something off. */
function flopOrNone(whenUnset: string) {
  return amountOfFlop(whenUnset, 0n, 'must be an amount of FLOP with at most 8 decimals, or 0');
}

function amountOfFlop(whenUnset: string, leastUnits: bigint, message: string) {
  return variables
    .text(whenUnset)
    .transform((text, context) => {
      try {
        const units = parseFlop(text);
        if (units >= leastUnits) return units;
      } catch {
        // said below
      }
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    })
    .meta({ default: whenUnset });
}
