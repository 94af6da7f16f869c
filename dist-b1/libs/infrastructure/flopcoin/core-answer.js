import { CoreAnswerMalformed, parseSignedFlop } from "../../node-registry/index.js";
import { numberText } from './core-json.js';
/** Readers of single values of Core's answers. Each throws CoreAnswerMalformed, naming the field and never its content. */
export function field(value, name) {
    const own = optionalField(value, name);
    if (own === undefined)
        throw malformed(name);
    return own;
}
export function optionalField(value, name) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw malformed(name);
    return Object.hasOwn(value, name) ? value[name] : undefined;
}
export function textField(value, name) {
    return text(field(value, name), name);
}
export function text(value, name) {
    if (typeof value !== 'string')
        throw malformed(name);
    return value;
}
/** A hash: 64 lower-case hex digits. */
export function hashField(value, name) {
    return hash(field(value, name), name);
}
export function hash(value, name) {
    if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value))
        throw malformed(name);
    return value;
}
export function integerField(value, name) {
    const literal = numberText(field(value, name));
    if (literal === null || !/^-?\d{1,15}$/.test(literal))
        throw malformed(name);
    return Number(literal);
}
/** FLOP as Core writes them, in units; negative where money left. */
export function unitsField(value, name) {
    const literal = numberText(field(value, name));
    if (literal === null)
        throw malformed(name);
    try {
        return parseSignedFlop(literal);
    }
    catch (cause) {
        throw malformed(name, cause);
    }
}
/** The same where a negative figure would be nonsense. */
export function positiveUnitsField(value, name) {
    const units = unitsField(value, name);
    if (units < 0n)
        throw malformed(name);
    return units;
}
export function booleanField(value, name) {
    const flag = field(value, name);
    if (typeof flag !== 'boolean')
        throw malformed(name);
    return flag;
}
export function listField(value, name) {
    return list(field(value, name), name);
}
export function list(value, name) {
    if (!Array.isArray(value))
        throw malformed(name);
    return value;
}
export function malformed(what, cause) {
    return new CoreAnswerMalformed({ cause: new Error(`unreadable: ${what}`, { cause }) });
}
//# sourceMappingURL=core-answer.js.map