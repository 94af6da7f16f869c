import { outpointKey, verifyBlock } from "../../chain/index.js";
import { chooseSignatureScheme } from './native-secp256k1.js';
const scheme = chooseSignatureScheme();
/** Resolves to the broken rule, if any: an error class would not survive the way back to the main thread. */
export default ({ block, parent, spends }) => {
    try {
        verifyBlock(block, parent, (outpoint) => spends.get(outpointKey(outpoint)), scheme);
        return undefined;
    }
    catch (error) {
        if (error instanceof Error && 'rule' in error)
            return { rule: String(error.rule), message: error.message };
        throw error;
    }
};
//# sourceMappingURL=verify-worker.js.map