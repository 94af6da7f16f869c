import { sha256, toHex } from "../../chain/index.js";
import { InvalidAddress } from '../wallet.errors.js';
/**
 * Reads an address as a caller wrote it: exactly 64 hex characters; upper case means the same wallet.
 * @throws InvalidAddress
 */
export function parseAddress(text) {
    if (!/^[0-9a-fA-F]{64}$/.test(text))
        throw new InvalidAddress();
    return text.toLowerCase();
}
export function addressOf(publicKey) {
    return toHex(sha256(publicKey));
}
//# sourceMappingURL=address.js.map