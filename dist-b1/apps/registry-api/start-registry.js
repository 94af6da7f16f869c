import { createHttpApp } from "../../libs/infrastructure/http/create-http-app.js";
import { FollowCoin, HeartbeatSchedule, Nodes } from "../../libs/node-registry/index.js";
import { RegistryModule } from './app.module.js';
import { REGISTRY_API } from './registry.openapi.js';
import { closeRegistryResources, openRegistryResources } from './registry-resources.js';
/** Opens the store, and only then listens. Throws what `openRegistryResources` throws. */
export async function startRegistry(config, options) {
    const log = options.log.child({ api: 'registry' });
    return serveRegistry(await openRegistryResources(config, options.storage, log), options);
}
/** The same on resources that are open already, which become the registry's to close. */
export async function serveRegistry(resources, options) {
    let app;
    let following;
    const close = async () => {
        await app?.close();
        await following?.stop();
        await closeRegistryResources(resources);
    };
    try {
        app = await createRegistryApp(resources, options);
        observeNodes(app, resources);
        challengeStrangers(app);
        if (resources.wallets) {
            const follower = app.get(FollowCoin, { strict: false });
            following = follower;
            await follower.start();
        }
        await app.listen(options.port, options.host);
        resources.log.info({ coin: coinOf(resources), warnings: resources.config.wallet.warnings }, 'the registry is up');
        return { url: await app.getUrl(), close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
function createRegistryApp(resources, options) {
    return createHttpApp(RegistryModule.with(resources), {
        errors: 'detail',
        answers: { core_timeout: { status: 504 }, core_answer_malformed: { status: 502 } },
        log: resources.log,
        corsOrigins: options.corsOrigins,
        corsMethods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
        hosts: options.hostNames,
        ...(options.metrics && { metrics: resources.metrics }),
        ...(options.docs && { docs: REGISTRY_API }),
    });
}
function coinOf({ wallets }) {
    if (!wallets)
        return 'none';
    return wallets.devnet ? 'devnet' : 'core';
}
function observeNodes(app, { metrics, clock }) {
    const nodes = app.get(Nodes, { strict: false });
    const schedule = app.get(HeartbeatSchedule, { strict: false });
    metrics.gaugeBy('registry_nodes', 'Nodes by status', 'status', () => nodes.countByStatus(schedule.onlineSinceMs(clock.nowMs())));
}
/** RFC 9110 wants every 401 to say how to do better. */
function challengeStrangers(app) {
    app
        .getHttpAdapter()
        .getInstance()
        .addHook('onSend', (_request, reply, payload, done) => {
        if (reply.statusCode === 401)
            reply.header('WWW-Authenticate', 'Mizan-Signature, Bearer');
        done(null, payload);
    });
}
//# sourceMappingURL=start-registry.js.map