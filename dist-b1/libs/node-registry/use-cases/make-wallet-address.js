import { NodeDeregistered } from '../node.errors.js';
import { TooManyAddresses, WalletNotFound } from '../wallet.errors.js';
/** Gives a node a fresh address. Its earlier ones go on receiving. */
export class MakeWalletAddress {
    wallets;
    coin;
    meeting;
    turns;
    policy;
    clock;
    constructor(wallets, coin, meeting, turns, policy, clock) {
        this.wallets = wallets;
        this.coin = coin;
        this.meeting = meeting;
        this.turns = turns;
        this.policy = policy;
        this.clock = clock;
    }
    /** @throws WalletNotFound, NodeDeregistered, TooManyAddresses, then what the coin's wallet throws */
    execute(nodeId) {
        return this.turns.run(nodeId, async () => {
            const wallet = await this.wallets.find(nodeId);
            if (!wallet)
                throw new WalletNotFound(nodeId);
            if (!wallet.isActive)
                throw new NodeDeregistered(nodeId);
            await this.#refuseTooMany(wallet);
            await this.meeting.execute();
            const address = await this.coin.newAddress(nodeId);
            await this.wallets.addAddress({ walletId: wallet.id, address, atMs: this.clock.nowMs() });
            return { wallet, address };
        });
    }
    async #refuseTooMany({ id }) {
        const { windowSeconds, maxAddressesPerWindow: most } = this.policy;
        const nowMs = this.clock.nowMs();
        const times = await this.wallets.addressTimes(id, nowMs - windowSeconds * 1000);
        if (times.length < most)
            return;
        const freeAtMs = times[times.length - most] + windowSeconds * 1000;
        throw new TooManyAddresses(most, windowSeconds, Math.ceil((freeAtMs - nowMs) / 1000));
    }
}
//# sourceMappingURL=make-wallet-address.js.map