import { generateKeyPair } from '../model/key-pair.js';
/** Makes a key pair. Nothing is stored: a wallet exists on the chain once somebody pays it. */
export class CreateWallet {
    scheme;
    constructor(scheme) {
        this.scheme = scheme;
    }
    execute() {
        return generateKeyPair(this.scheme);
    }
}
//# sourceMappingURL=create-wallet.js.map