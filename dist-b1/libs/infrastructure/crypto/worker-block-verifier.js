import { BlockVerifier, outpointKey, RuleBroken, } from "../../chain/index.js";
import { Piscina } from 'piscina';
/** Verifies stored blocks in a worker thread of its own, which ends when it has been idle for a while. */
export class WorkerBlockVerifier extends BlockVerifier {
    pool = new Piscina({
        filename: new URL('./verify-worker.js', import.meta.url).href,
        minThreads: 0,
        maxThreads: 1,
        idleTimeout: 30_000,
    });
    async verify(block, parent, spends) {
        const needed = parent && { hash: parent.hash, header: parent.header };
        const broken = await this.pool.run({ block, parent: needed, spends: spendsOf(block, spends) });
        if (broken)
            throw new RuleBroken(broken.rule, broken.message);
    }
    async close() {
        await this.pool.destroy();
    }
}
/** The part of `spends` that `block` refers to: the rest need not be copied to the worker. */
function spendsOf(block, spends) {
    const needed = new Map();
    for (const input of block.transactions.flatMap(({ inputs }) => inputs)) {
        const key = outpointKey(input);
        const output = spends.get(key);
        if (output)
            needed.set(key, output);
    }
    return needed;
}
//# sourceMappingURL=worker-block-verifier.js.map