/** What the node has: confirmed and not sent away yet. Deposits that wait for confirmations are not in it. */
export function balanceUnits({ availableUnits, reservedUnits }) {
    return availableUnits + reservedUnits;
}
const MAX_NAME_CHARACTERS = 100;
/** 1 to 100 characters that can be seen, or `undefined`. */
export function parseWalletName(text) {
    const name = text.trim();
    return name !== '' && [...name].length <= MAX_NAME_CHARACTERS && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(name)
        ? name
        : undefined;
}
//# sourceMappingURL=node-wallet.js.map