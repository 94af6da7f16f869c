import { connectToCore } from "../../libs/infrastructure/flopcoin/core-connection.js";
import { CookieFileCredentials, PasswordCredentials } from "../../libs/infrastructure/flopcoin/core-credentials.js";
import { awaitDevnet } from "../../libs/infrastructure/flopcoin/devnet/awaited-devnet.js";
import { openDevnet } from "../../libs/infrastructure/flopcoin/devnet/devnet-backend.js";
import { MeteredRpc } from "../../libs/infrastructure/metrics/metered-coin.js";
import { TypeormDevnetStore } from "../../libs/infrastructure/typeorm/registry/typeorm-devnet-store.js";
import { writerLockFor } from "../../libs/infrastructure/typeorm/writer-lock.js";
/** @throws DatabaseUnavailable */
export async function openWalletResources(config, around) {
    const { database, storage } = around;
    const senderLock = writerLockFor(database, storage.kind === 'postgres' ? storage.url : undefined);
    if (config.backend.kind === 'core')
        return { coin: connect(config.backend.core, around.metrics), devnet: undefined, senderLock };
    const { blockIntervalMs } = config.backend;
    const open = () => openDevnet({
        store: new TypeormDevnetStore(database),
        clock: around.clock,
        blockIntervalMs,
        onMiningFailure: (error) => around.log.warn({ err: error }, 'the devnet could not mine a block; trying again'),
    });
    if (await senderLock.tryAcquire()) {
        const coin = await open();
        return { coin, devnet: coin.devnet, senderLock };
    }
    around.log.warn('another process runs the devnet on this database; payments wait for it to end');
    const coin = awaitDevnet(async () => ((await senderLock.tryAcquire()) ? open() : undefined));
    return { coin, devnet: coin.devnet, senderLock };
}
export async function closeWalletResources({ coin, senderLock }) {
    await coin.close();
    await senderLock.release();
}
function connect({ host, port, timeoutMs, login }, metrics) {
    const credentials = 'cookieFile' in login
        ? new CookieFileCredentials(login.cookieFile)
        : new PasswordCredentials(login.user, login.password);
    return connectToCore({ host, port, timeoutMs, credentials, observer: new MeteredRpc(metrics) });
}
//# sourceMappingURL=wallet-resources.js.map