/** As written in OpenAPI. */
export const PUBLIC_KEY_PATTERN = '^(?:0[23][0-9a-fA-F]{64}|[0-9a-fA-F]{64})$';
const PATTERN = new RegExp(PUBLIC_KEY_PATTERN);
/** Ed25519 points of small order (with the sign bit cleared): anybody can make signatures that such a "key" accepts. */
const SMALL_ORDER = new Set([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);
/** `undefined` for anything but a key in form. Whether it is a point of its curve shows when a signature is checked. */
export function parsePublicKey(text) {
    if (!PATTERN.test(text))
        return undefined;
    const hex = text.toLowerCase();
    if (hex.length === 66)
        return { scheme: 'secp256k1', hex };
    return SMALL_ORDER.has(withoutSign(hex)) ? undefined : { scheme: 'ed25519', hex };
}
function withoutSign(hex) {
    const last = Number.parseInt(hex.slice(62), 16) & 0x7f;
    return hex.slice(0, 62) + last.toString(16).padStart(2, '0');
}
//# sourceMappingURL=public-key.js.map