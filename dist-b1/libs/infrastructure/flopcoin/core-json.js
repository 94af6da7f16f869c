const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/**
 * Parses an answer of Core without putting a number through a double: every number comes back as its own text, so that
 * `90000000.00000014` stays what it is. Integers are turned into numbers field by field, in core-answer.ts.
 * @throws SyntaxError
 */
export function parseCoreJson(text) {
    return JSON.parse(text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`)));
}
/** The literal of a number as {@link parseCoreJson} represents it, null for anything else. */
export function numberText(value) {
    return typeof value === 'string' ? value : null;
}
//# sourceMappingURL=core-json.js.map