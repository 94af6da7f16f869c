import { InvalidArgumentError } from 'commander';
import { readKeyFile } from './key-file.js';
import { RequestSigner } from './request-signer.js';
export const DEFAULT_URL = 'http://localhost:8000';
export const DEFAULT_TIMEOUT_SECONDS = 30;
const MAX_TIMEOUT_SECONDS = 3600;
export function addConnectionOptions(command) {
    return command
        .option('--url <url>', `address of the registry (default: ${DEFAULT_URL})`, parseUrl)
        .option('--key-file <file>', 'sign every request with the private key in this file (or set MIZAN_KEY_FILE)')
        .option('--timeout <seconds>', `wait this long for an answer (default: ${DEFAULT_TIMEOUT_SECONDS})`, parseTimeout)
        .option('--json', 'print the answer as the registry wrote it');
}
/** The flags of `command`, those of its groups where it is silent, and `defaults` where those are. */
export function connectionFlagsOf(command, defaults = {}) {
    const outer = command.parent ? connectionFlagsOf(command.parent, defaults) : defaults;
    const { url, keyFile, timeout, json } = command.opts();
    return {
        url: url ?? outer.url,
        keyFile: keyFile ?? outer.keyFile,
        timeout: timeout ?? outer.timeout,
        json: json ?? outer.json,
    };
}
/** @throws CommandFailure when the key file cannot be used */
export function openConnection(flags, environment = process.env) {
    const keyFile = keyFileOf(flags, environment);
    return {
        url: flags.url ?? new URL(DEFAULT_URL),
        timeoutMs: (flags.timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
        signer: keyFile === undefined ? undefined : new RequestSigner(readKeyFile(keyFile)),
        isBare: flags.json ?? false,
    };
}
/** The flag wins over the variable. */
export function keyFileOf({ keyFile }, environment = process.env) {
    return keyFile ?? (environment.MIZAN_KEY_FILE || undefined);
}
/** @throws InvalidArgumentError */
export function parseUrl(text) {
    const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
    if (!url || url.search || url.hash || url.username || url.password) {
        throw new InvalidArgumentError(`It must look like ${DEFAULT_URL}, without credentials or a query.`);
    }
    return url;
}
/** @throws InvalidArgumentError */
export function parseTimeout(text) {
    const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS)
        return seconds;
    throw new InvalidArgumentError(`It must be a number of seconds, more than 0 and at most ${MAX_TIMEOUT_SECONDS}.`);
}
//# sourceMappingURL=connection.js.map