import { toHex } from "../../chain/index.js";
/** The changes of one block under construction, staged in the index so that the block after it can build on them. */
export class IndexDraft {
    index;
    spent = [];
    created = [];
    constructor(index) {
        this.index = index;
    }
    spend(coins) {
        for (const { slot } of coins) {
            this.index.take(slot);
            this.spent.push(slot);
        }
    }
    create(outpoint, key, output) {
        this.created.push(this.index.create({ ...outpoint, key, value: output.value, address: toHex(output.pubKeyHash) }));
    }
    /** The block is stored: staged changes become the balance. Drafts commit in the order in which they were staged. */
    commit() {
        for (const slot of this.created)
            this.index.confirm(slot, 1n);
        for (const slot of this.spent) {
            this.index.confirm(slot, -1n);
            this.index.release(slot);
        }
    }
    /** The block was not stored: everything as before. Drafts roll back in the opposite order. */
    rollBack() {
        for (const slot of this.spent.toReversed())
            this.index.restore(slot);
        for (const slot of this.created.toReversed()) {
            this.index.take(slot);
            this.index.release(slot);
        }
    }
}
//# sourceMappingURL=index-draft.js.map