import { readEnvironment } from "../../libs/infrastructure/configuration/read-environment.js";
import * as variables from "../../libs/infrastructure/configuration/variables.js";
import { ConfirmationPolicy, parseFlop, SpendingPolicy } from "../../libs/node-registry/index.js";
import { z } from 'zod';
import { readWalletFile } from './wallet-file.js';
/** What the specification's example says; whoever left it in has not chosen one. */
const EXAMPLE_PASSWORD = 'your_secure_password';
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[?[0-9A-Fa-f:]{2,45}\]?)$/;
/** Where cloud machines keep their secrets; no Core daemon lives there. */
const LINK_LOCAL = /^169\.254\.|^\[?fe80:/i;
const shape = {
    FLOPCOIN_BACKEND: variables.oneOf(['core', 'devnet'], undefined),
    FLOPCOIN_RPC_HOST: variables
        .text(undefined)
        .refine((host) => host === undefined || (HOST.test(host) && !LINK_LOCAL.test(host)), {
        message: 'must be a host name or an IP address, without scheme, port or path',
    }),
    FLOPCOIN_RPC_PORT: variables.integer({ min: 1, max: 65_535 }, 32_553),
    FLOPCOIN_RPC_USER: variables.text(undefined),
    FLOPCOIN_RPC_PASSWORD: variables.secret('must be the rpcpassword of Core'),
    FLOPCOIN_RPC_COOKIE_FILE: variables.text(undefined),
    FLOPCOIN_RPC_TIMEOUT_MS: variables.integer({ min: 100, max: 120_000 }, 15_000),
    WALLET_MAX_TRANSACTION_AMOUNT: flop('1000'),
    WALLET_RATE_LIMIT_WINDOW: variables.integer({ min: 1, max: 31_536_000 }, 3600),
    WALLET_MAX_TRANSACTIONS_PER_WINDOW: variables.integer({ min: 1, max: 1_000_000 }, 10),
    WALLET_MAX_NETWORK_FEE: flop('0.5'),
    WALLET_MAX_ADDRESSES_PER_WINDOW: variables.integer({ min: 1, max: 1_000_000 }, 100),
    WALLET_CONFIRMATIONS: variables.integer({ min: 1, max: 1000 }, 6),
    WALLET_POLL_INTERVAL_MS: variables.integer({ min: 50, max: 600_000 }, 2_000),
    DEVNET_BLOCK_INTERVAL_MS: variables.integer({ min: 0, max: 3_600_000 }, 5_000),
};
/**
 * Reads the variables and, below them, the YAML file that `WALLET_CONFIG` names.
 * @throws ConfigurationFaults
 */
export function readWalletConfig(mode = 'demo', environment = process.env) {
    const values = readEnvironment(shape, readWalletFile(environment), (read, addFault) => {
        if (backendOf(read) === 'devnet')
            return;
        const { FLOPCOIN_RPC_USER: user, FLOPCOIN_RPC_PASSWORD: password, FLOPCOIN_RPC_COOKIE_FILE: cookie } = read;
        if (cookie === undefined && (user === undefined || password === undefined))
            addFault('FLOPCOIN_RPC_USER, FLOPCOIN_RPC_PASSWORD: set both, or FLOPCOIN_RPC_COOKIE_FILE, to log in to Core');
        if (password === EXAMPLE_PASSWORD && mode === 'production')
            addFault('FLOPCOIN_RPC_PASSWORD: is the one of the example; choose your own');
    });
    const isExample = values.FLOPCOIN_RPC_PASSWORD === EXAMPLE_PASSWORD;
    return Object.freeze({
        backend: backendOf(values) === 'core'
            ? { kind: 'core', core: coreConfig(values) }
            : { kind: 'devnet', blockIntervalMs: values.DEVNET_BLOCK_INTERVAL_MS || null },
        spending: new SpendingPolicy({
            maxAmountUnits: values.WALLET_MAX_TRANSACTION_AMOUNT,
            windowSeconds: values.WALLET_RATE_LIMIT_WINDOW,
            maxPerWindow: values.WALLET_MAX_TRANSACTIONS_PER_WINDOW,
            maxFeeUnits: values.WALLET_MAX_NETWORK_FEE,
            maxAddressesPerWindow: values.WALLET_MAX_ADDRESSES_PER_WINDOW,
        }),
        confirmations: new ConfirmationPolicy(values.WALLET_CONFIRMATIONS, Math.max(120, values.WALLET_CONFIRMATIONS)),
        pollIntervalMs: values.WALLET_POLL_INTERVAL_MS,
        warnings: isExample ? ["FLOPCOIN_RPC_PASSWORD is the example's; choose your own"] : [],
    });
}
/** A configured host means that there is a Core. */
function backendOf(values) {
    return values.FLOPCOIN_BACKEND ?? (values.FLOPCOIN_RPC_HOST === undefined ? 'devnet' : 'core');
}
function coreConfig(values) {
    const { FLOPCOIN_RPC_USER: user, FLOPCOIN_RPC_PASSWORD: password, FLOPCOIN_RPC_COOKIE_FILE: cookieFile } = values;
    return {
        host: values.FLOPCOIN_RPC_HOST ?? '127.0.0.1',
        port: values.FLOPCOIN_RPC_PORT,
        timeoutMs: values.FLOPCOIN_RPC_TIMEOUT_MS,
        login: cookieFile === undefined ? { user: user, password: password } : { cookieFile },
    };
}
/** FLOP as a decimal, in units. */
function flop(whenUnset) {
    return variables.text(whenUnset).transform((text, context) => {
        try {
            const units = parseFlop(text);
            if (units > 0n)
                return units;
        }
        catch {
            // said below
        }
        context.addIssue({ code: 'custom', message: 'must be an amount of FLOP above 0 with at most 8 decimals' });
        return z.NEVER;
    });
}
//# sourceMappingURL=wallet.config.js.map