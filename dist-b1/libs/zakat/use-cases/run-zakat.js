import { TooManyCoins } from "../../utxo/index.js";
import { parseAddress, paymentOutputs, privateKeySeal } from "../../wallet/index.js";
import { assessZakat } from '../model/assess-zakat.js';
import { ZAKAT_COMPANION } from '../ports/zakat-records.js';
import { NothingDue, WalletsNotListed, ZakatPoolNotSet, ZakatRunInterrupted } from '../zakat.errors.js';
/** Wallets charged at a time: they share one block. */
const BATCH = 1_000;
/** What the operator decides about zakat. */
export class ZakatPolicy {
    poolAddress;
    constructor(
    /** ZAKAT_WALLET_ADDRESS, or undefined when it is not set. */
    poolAddress) {
        this.poolAddress = poolAddress;
    }
}
/**
 * Deducts zakat from every registered wallet and pays it to the pool. Each deduction and its record are stored in one
 * database transaction with the block, under a constraint of one record per run and wallet: a run that was interrupted is
 * completed by charging the wallets that have no record yet.
 */
export class RunZakat {
    runs;
    directory;
    producer;
    vault;
    scheme;
    clock;
    log;
    policy;
    running;
    constructor(runs, directory, producer, vault, scheme, clock, log, policy) {
        this.runs = runs;
        this.directory = directory;
        this.producer = producer;
        this.vault = vault;
        this.scheme = scheme;
        this.clock = clock;
        this.log = log;
        this.policy = policy;
    }
    /**
     * Completes the unfinished run if there is one, else makes a new one; either way the answer is that run's. A call during
     * a run joins it.
     * @throws ZakatPoolNotSet · WalletsNotListed · ZakatRunInterrupted
     */
    execute({ ip }) {
        this.running ??= this.run(ip).finally(() => {
            this.running = undefined;
        });
        return this.running;
    }
    async run(ip) {
        const unfinished = await this.runs.unfinished();
        const { poolAddress } = this.policy;
        if (!poolAddress)
            throw new ZakatPoolNotSet();
        const run = unfinished ?? (await this.runs.begin(parseAddress(poolAddress)));
        let totalWallets = 0;
        for (let after = 0;;) {
            const profiles = await this.list(after, ip);
            if (profiles.length === 0)
                break;
            totalWallets += profiles.length;
            after = profiles.at(-1).number;
            await this.charge(run, profiles, ip);
        }
        await this.runs.complete(run.id);
        const report = { ...(await this.runs.totals(run.id)), totalWallets };
        await this.log.record({
            level: 'info',
            type: 'zakat_run',
            message: `zakat of ${report.totalUnits} units from ${report.processed} of ${totalWallets} wallets`,
            ip,
        });
        return report;
    }
    async list(after, ip) {
        try {
            return await this.directory.page(after, BATCH);
        }
        catch (cause) {
            const message = 'failed to list wallet profiles';
            await this.log.record({ level: 'error', type: 'zakat_list_wallets_failed', message, ip });
            throw new WalletsNotListed(cause);
        }
    }
    /** Charges those of `profiles` that this run has not charged yet. All are submitted at once, so that they share a block. */
    async charge(run, profiles, ip) {
        const charged = await this.runs.charged(run.id, profiles.map(({ address }) => address));
        const intents = [];
        for (const profile of profiles) {
            if (profile.address === run.poolAddress || charged.has(profile.address))
                continue;
            const key = await this.openKey(profile, ip);
            if (key)
                intents.push(this.deduction(run, profile, key));
        }
        const outcomes = await Promise.allSettled(intents.map((intent) => this.producer.submit(intent, true)));
        for (const outcome of outcomes) {
            if (outcome.status === 'fulfilled' || outcome.reason instanceof NothingDue)
                continue;
            if (!(outcome.reason instanceof TooManyCoins))
                throw new ZakatRunInterrupted(outcome.reason);
            await this.logSkipped('zakat_tx_create_failed', 'a wallet has too many coins to be charged at once', ip);
        }
    }
    async openKey(profile, ip) {
        try {
            return await this.vault.open(profile.sealedPrivateKey, privateKeySeal(profile.userId, profile.address));
        }
        catch {
            await this.logSkipped('zakat_tx_create_failed', `the key of ${profile.address} does not open`, ip);
            return undefined;
        }
    }
    deduction(run, profile, privateKey) {
        const { address } = profile;
        const signer = { privateKey, publicKey: this.scheme.publicKeyOf(privateKey) };
        return {
            plan: (coins) => {
                const amount = assessZakat(coins.balance(address));
                if (amount === 0n)
                    throw new NothingDue();
                const inputs = coins.select(address, amount);
                return {
                    inputs,
                    outputs: paymentOutputs(inputs, address, parseAddress(run.poolAddress), amount),
                    owners: inputs.map(() => address),
                    signer,
                    record: { type: 'zakat_deduction', sender: address, receiver: run.poolAddress, amount },
                    companions: [
                        {
                            kind: ZAKAT_COMPANION,
                            values: {
                                run_id: run.id,
                                user_id: profile.userId,
                                wallet_address: address,
                                amount: String(amount),
                                created_at: new Date(this.clock.nowMs()).toISOString(),
                            },
                        },
                    ],
                };
            },
            settled: () => privateKey.fill(0),
        };
    }
    logSkipped(type, message, ip) {
        return this.log.record({ level: 'error', type, message, ip });
    }
}
//# sourceMappingURL=run-zakat.js.map