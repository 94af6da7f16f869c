import { CoreRefused, CoreUnavailable, requireSameIdentity, WrongChainOrWallet, } from "../../node-registry/index.js";
import { hash, malformed, optionalField, text, textField } from './core-answer.js';
import { RpcCode, RpcError } from './rpc-answer.js';
/** How long the answer "it is still the pinned one" is good for on one and the same connection: litecoind can swap wallets in flight. */
const IDENTITY_VALID_MS = 5_000;
const MAX_RECHECKS = 5;
/** The one conversation with Core that the three adapters share, and its knowledge of who is at the other end. */
export class CoreSession {
    rpc;
    #pinned = null;
    #verified = { connectionChanges: -1, atMs: 0 };
    #verifying = null;
    constructor(rpc) {
        this.rpc = rpc;
    }
    pin(identity) {
        this.#pinned = identity;
        this.#verified = { connectionChanges: -1, atMs: 0 };
    }
    async identity() {
        return this.translated(async () => {
            const genesisHash = hash(await this.rpc.read('getblockhash', [0]), 'getblockhash');
            const chain = textField(await this.rpc.read('getblockchaininfo'), 'chain');
            const subversion = textField(await this.rpc.read('getnetworkinfo'), 'subversion');
            return { genesisHash, chain, subversion, walletId: walletIdOf(await this.#walletInfo()) };
        });
    }
    /**
     * Runs `work` and hands out its result only if the pinned chain and wallet answered throughout. The second look costs
     * nothing unless a connection was opened while the work was being done.
     */
    async trusted(work) {
        await this.#verify();
        const result = await this.translated(work);
        await this.#verify();
        return result;
    }
    /** Core's refusals that nobody nearer to the call has given a name. */
    async translated(work) {
        try {
            return await work();
        }
        catch (error) {
            if (error instanceof RpcError)
                throw new CoreRefused(error.code, { cause: error });
            throw error;
        }
    }
    async #verify() {
        if (!this.#pinned || this.#fresh())
            return;
        this.#verifying ??= this.#compare(this.#pinned).finally(() => {
            this.#verifying = null;
        });
        await this.#verifying;
    }
    async #compare(pinned) {
        for (let attempt = 0; attempt < MAX_RECHECKS; attempt++) {
            const { connectionChanges } = this.rpc;
            requireSameIdentity(pinned, await this.identity());
            this.#verified = { connectionChanges, atMs: performance.now() };
            if (this.#fresh())
                return;
        }
        throw new CoreUnavailable('down', { cause: new Error('connections do not hold') });
    }
    #fresh() {
        const { connectionChanges, atMs } = this.#verified;
        return connectionChanges === this.rpc.connectionChanges && performance.now() - atMs < IDENTITY_VALID_MS;
    }
    /** A daemon started with `-disablewallet` does not even know the method. */
    async #walletInfo() {
        try {
            return await this.rpc.read('getwalletinfo');
        }
        catch (cause) {
            if (cause instanceof RpcError && cause.code === RpcCode.unknownMethod)
                throw new WrongChainOrWallet({ cause });
            throw cause;
        }
    }
}
/** Flopcoin calls it `hdmasterkeyid`, Litecoin `hdseedid`. A wallet without either is not deterministic and cannot be told from another. */
function walletIdOf(walletInfo) {
    const id = optionalField(walletInfo, 'hdmasterkeyid') ?? optionalField(walletInfo, 'hdseedid');
    if (id === undefined)
        throw malformed('hdmasterkeyid');
    return text(id, 'hdmasterkeyid');
}
//# sourceMappingURL=core-session.js.map