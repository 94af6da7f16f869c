import { z } from 'zod';
const SHOWN_CHARACTERS = 40;
/** A value as a message may show it: on one line, escaped, and not for ever. Never call it on a secret. */
function shown(value) {
    const text = JSON.stringify(value);
    return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
/** A variable that `read` turns into a value, or into a message when it returns a `Wrong`. */
function variable(read, whenUnset) {
    return z
        .string()
        .optional()
        .transform((text, context) => {
        if (text === undefined)
            return whenUnset;
        const value = read(text);
        if (!(value instanceof Wrong))
            return value;
        context.addIssue({ code: 'custom', message: value.message });
        return z.NEVER;
    });
}
class Wrong {
    message;
    constructor(message) {
        this.message = message;
    }
}
/** A whole number in plain digits, `min` and `max` included. */
export function integer(range, whenUnset) {
    return variable((text) => {
        const value = /^-?(?:0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : Number.NaN;
        if (value >= range.min && value <= range.max)
            return value;
        return new Wrong(`${shown(text)} is not a whole number from ${range.min} to ${range.max}`);
    }, whenUnset);
}
/** A TCP port; 0 lets the system pick a free one. */
export function port(whenUnset) {
    return integer({ min: 0, max: 65535 }, whenUnset);
}
/** `1` or `0`. Words are refused, because every program reads "no" and "off" differently. */
export function flag(whenUnset) {
    return variable((text) => {
        if (text === '1')
            return true;
        return text === '0' ? false : new Wrong(`${shown(text)} is neither 0 nor 1`);
    }, whenUnset);
}
export function oneOf(choices, whenUnset) {
    return variable((text) => choices.find((choice) => choice === text) ?? new Wrong(`${shown(text)} is not one of ${choices.join(', ')}`), whenUnset);
}
/** Any text, such as a path or a host name. */
export function text(whenUnset) {
    return variable((value) => value, whenUnset);
}
/** A comma-separated list; spaces around the entries and empty entries are dropped. */
export function list(whenUnset) {
    return variable(splitList, whenUnset);
}
/** A comma-separated list whose entries come from a closed set, each at most once. */
export function listOf(choices, whenUnset) {
    return variable((text) => {
        const entries = splitList(text);
        const known = choices.filter((choice) => entries.includes(choice));
        if (known.length === entries.length && known.length > 0)
            return known;
        return new Wrong(`${shown(text)} is not a list of ${choices.join(', ')}, separated by commas`);
    }, whenUnset);
}
/** Web origins as a browser writes them: scheme, host and port, and no path. */
export function origins(whenUnset) {
    return variable((text) => {
        const entries = splitList(text);
        const wrong = entries.find((entry) => parseUrl(entry)?.origin !== entry || !/^https?:/.test(entry));
        if (wrong === undefined)
            return entries;
        return new Wrong(`${shown(wrong)} is not an origin; write scheme, host and port only, as in http://localhost:3000`);
    }, whenUnset);
}
/** A URL of one of `schemes` (`https:`). It may hold a password, so no message repeats any of it. */
export function url(schemes, whenUnset) {
    return variable((text) => {
        const parsed = parseUrl(text);
        const expected = schemes.map((scheme) => `${scheme}//`).join(' or ');
        if (parsed === undefined || !schemes.includes(parsed.protocol))
            return new Wrong(`must be a URL that begins with ${expected}`);
        return parsed.hostname === '' ? new Wrong('must name a host') : text;
    }, whenUnset);
}
/** A URL that must carry no user name or password, because they would end up in logs of others. */
export function urlWithoutCredentials(schemes, whenUnset) {
    return url(schemes, whenUnset).superRefine((value, context) => {
        const parsed = typeof value === 'string' ? parseUrl(value) : undefined;
        if (parsed?.username || parsed?.password) {
            context.addIssue({ code: 'custom', message: 'must hold no user name or password; there are variables for them' });
        }
    });
}
/** A wallet address of the ledger: 64 hex digits, given in lower case. */
export function hexAddress(whenUnset) {
    return variable((text) => (/^[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : new Wrong(`${shown(text)} is not 64 hex digits`)), whenUnset);
}
/** A secret: `isValid` looks at it, and no message repeats it. */
export function secret(hint, isValid = () => true) {
    return variable((value) => (isValid(value) ? value : new Wrong(hint)), undefined);
}
function splitList(text) {
    return text
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
}
function parseUrl(text) {
    return URL.canParse(text) ? new URL(text) : undefined;
}
//# sourceMappingURL=variables.js.map