import { sealBlock } from "../../chain/index.js";
import { BlockSealer } from "../../utxo/index.js";
/** Seals blocks on the calling thread: for tests and tools. */
export class InlineBlockSealer extends BlockSealer {
    scheme;
    constructor(scheme) {
        super();
        this.scheme = scheme;
    }
    async seal(template) {
        return sealBlock(template, this.scheme);
    }
}
//# sourceMappingURL=inline-block-sealer.js.map