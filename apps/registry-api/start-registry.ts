import { demandAccessRules } from '@app/infrastructure/http/access-rules.js';
import { createHttpApp } from '@app/infrastructure/http/create-http-app.js';
import { builtPages } from '@app/infrastructure/http/pages/built-pages.js';
import { routesOf } from '@app/infrastructure/http/request-gate.js';
import { VERSION } from '@app/infrastructure/http/version.js';
import { keepMode, openedStore } from '@app/infrastructure/serving/keep-mode.js';
import { DROPPED_LINES, type RunningApi, type ServingOptions } from '@app/infrastructure/serving/serving-options.js';
import { startDeliveries } from '@app/infrastructure/serving/start-deliveries.js';
import { StartTimes } from '@app/infrastructure/serving/start-times.js';
import { HeartbeatSchedule, KeepLog, Nodes } from '@app/node-registry';
import { FollowCoin } from '@app/node-wallet';
import { FollowPeers } from '@app/peers';
import type { DeliverWebhooks } from '@app/webhooks';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SIGNATURE_HEADERS } from './access/signature-headers.js';
import { NOTICE_HEADERS } from './access/version-notice.js';
import { RegistryModule } from './app.module.js';
import type { RegistryConfig } from './registry.config.js';
import { REGISTRY_API } from './registry.openapi.js';
import { REGISTRY_ANSWERS } from './registry-answers.js';
import { REGISTRY_RATE_LIMITS } from './registry-rate-limits.js';
import { closeRegistryResources, openRegistryResources, type RegistryResources } from './registry-resources.js';

/** Opens the store, and only then listens. Throws what `openRegistryResources` throws. */
export async function startRegistry(config: RegistryConfig, options: ServingOptions): Promise<RunningApi> {
  const log = options.log.child({ api: 'registry' });
  const times = new StartTimes();
  const resources = await openRegistryResources(config, options.storage, log);
  times.end('stores');
  return serveRegistry(resources, options, times);
}

/** The same on resources that are open already, which become the registry's to close. */
export async function serveRegistry(
  resources: RegistryResources,
  options: ServingOptions,
  times = new StartTimes(),
): Promise<RunningApi> {
  let app: NestFastifyApplication | undefined;
  let following: FollowCoin | undefined;
  let keeping: KeepLog | undefined;
  let peering: FollowPeers | undefined;
  let delivering: DeliverWebhooks | undefined;
  const close = async () => {
    await delivering?.stop();
    await app?.close();
    await following?.stop();
    await keeping?.stop();
    await peering?.stop();
    await closeRegistryResources(resources);
  };
  const { metrics } = resources;
  metrics.counterOf(DROPPED_LINES, 'Log lines that could not be written', options.droppedLogLines);
  try {
    if (resources.database) await keepMode(openedStore(resources.database), options);
    app = await createRegistryApp(resources, options);
    demandAccessRules(app);
    observeNodes(app, resources);
    times.end('application');
    if (resources.wallets) {
      const follower = app.get(FollowCoin, { strict: false });
      following = follower;
      await follower.start();
      times.end('wallets');
    }
    keeping = keepLog(app, resources);
    const peers = app.get(FollowPeers, { strict: false });
    peering = peers;
    await peers.start();
    delivering = startDeliveries(app, metrics);
    await app.listen(options.port, options.host);
    times.end('listening');
    resources.log.debug({ routes: routesOf(app.getHttpAdapter().getInstance()) }, 'the routes of the registry');
    resources.log.info(
      { version: VERSION, coin: coinOf(resources), ms: times.ms, warnings: resources.config.wallet.warnings },
      'the registry is up',
    );
    return { url: await app.getUrl(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function createRegistryApp(resources: RegistryResources, options: ServingOptions): Promise<NestFastifyApplication> {
  return createHttpApp(RegistryModule.with(resources), {
    errors: 'detail',
    answers: REGISTRY_ANSWERS,
    log: resources.log,
    corsOrigins: options.corsOrigins,
    requestHeaders: Object.values(SIGNATURE_HEADERS),
    exposedHeaders: NOTICE_HEADERS,
    hosts: options.hostNames,
    anyContentType: options.mode === 'demo',
    ...(options.mode === 'production' && { exposed: { trustedProxies: options.trustedProxies } }),
    challenge: 'Mizan-Signature, Bearer',
    administrators: resources.administrators,
    ...(options.metrics && { metrics: resources.metrics }),
    name: REGISTRY_API.title,
    ...(options.docs && { docs: REGISTRY_API }),
    ...(options.web && { pages: builtPages('registry', resources.log) }),
    ...(options.rateLimit && { rateLimits: REGISTRY_RATE_LIMITS }),
    strictTransport: options.strictTransport,
  });
}

function keepLog(app: NestFastifyApplication, { told }: RegistryResources): KeepLog {
  const keeping = app.get(KeepLog, { strict: false });
  told.onRing(() => keeping.wake());
  keeping.start();
  return keeping;
}

function coinOf({ wallets }: RegistryResources): 'devnet' | 'core' | 'none' {
  if (!wallets) return 'none';
  return wallets.devnet ? 'devnet' : 'core';
}

function observeNodes(app: NestFastifyApplication, { metrics, clock }: RegistryResources): void {
  const nodes = app.get(Nodes, { strict: false });
  const schedule = app.get(HeartbeatSchedule, { strict: false });
  metrics.gaugeBy('registry_nodes', 'Nodes by status', 'status', () =>
    nodes.countByStatus(schedule.onlineSinceMs(clock.nowMs())),
  );
}
