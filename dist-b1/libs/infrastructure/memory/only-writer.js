import { WriterLease } from "../../utxo/index.js";
/** Nobody else can write to this process's memory. */
export class OnlyWriter extends WriterLease {
    async acquire() {
        return true;
    }
    held() {
        return true;
    }
    async release() { }
}
//# sourceMappingURL=only-writer.js.map