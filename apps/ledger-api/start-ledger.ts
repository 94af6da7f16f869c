import type { LedgerStorageChoice } from '@app/infrastructure/configuration/storage-choice.js';
import { demandAccessRules } from '@app/infrastructure/http/access-rules.js';
import { createHttpApp } from '@app/infrastructure/http/create-http-app.js';
import { builtPages } from '@app/infrastructure/http/pages/built-pages.js';
import { routesOf } from '@app/infrastructure/http/request-gate.js';
import { VERSION } from '@app/infrastructure/http/version.js';
import { keepMode } from '@app/infrastructure/serving/keep-mode.js';
import { DROPPED_LINES, type RunningApi, type ServingOptions } from '@app/infrastructure/serving/serving-options.js';
import { startDeliveries } from '@app/infrastructure/serving/start-deliveries.js';
import { StartTimes } from '@app/infrastructure/serving/start-times.js';
import { SystemLog } from '@app/kernel';
import { LeadChain, OpenChain } from '@app/utxo';
import type { DeliverWebhooks } from '@app/webhooks';
import { ChargeAssessments, ReportPool } from '@app/zakat';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LedgerModule } from './app.module.js';
import { DIRECT_ROUTES } from './direct-routes.js';
import type { LedgerConfig } from './ledger.config.js';
import { LEDGER_API } from './ledger.openapi.js';
import { LEDGER_ANSWERS } from './ledger-answers.js';
import { LEDGER_RATE_LIMITS } from './ledger-rate-limits.js';
import { closeLedgerResources, type LedgerResources, openLedgerResources } from './ledger-resources.js';
import { treasuryWarning } from './treasury-warning.js';

/** Opens the store, verifies and loads the chain, and only then listens. Throws what `openLedgerResources` and OpenChain throw. */
export async function startLedger(
  config: LedgerConfig,
  options: ServingOptions<LedgerStorageChoice>,
): Promise<RunningApi> {
  const log = options.log.child({ api: 'ledger' });
  const times = new StartTimes();
  const resources = await openLedgerResources(config, options.storage, log);
  times.end('stores');
  let app: NestFastifyApplication | undefined;
  let leadership: LeadChain | undefined;
  let charging: ChargeAssessments | undefined;
  let delivering: DeliverWebhooks | undefined;
  const close = async () => {
    await charging?.stop();
    await delivering?.stop();
    await app?.close();
    await leadership?.stop();
    await flushJournal(app);
    await closeLedgerResources(resources);
  };
  const { metrics } = resources;
  metrics.counterOf(DROPPED_LINES, 'Log lines that could not be written', options.droppedLogLines);
  try {
    if (resources.store) await keepMode(resources.store, options);
    app = await createLedgerApp(resources, options);
    demandAccessRules(app);
    times.end('application');
    const tip = await app.get(OpenChain, { strict: false }).execute();
    const leader = app.get(LeadChain, { strict: false });
    leadership = leader;
    await leader.start(tip);
    times.end('chain');
    if (resources.store) charging = chargeAssessments(app);
    delivering = startDeliveries(app, metrics);
    await app.listen(options.port, options.host);
    times.end('listening');
    log.debug({ routes: routesOf(app.getHttpAdapter().getInstance()) }, 'the routes of the ledger');
    const facts = {
      version: VERSION,
      height: tip.header.height,
      signatures: resources.scheme.name,
      writer: leader.leading,
      role: leader.role,
      ms: times.ms,
    };
    log.info({ ...facts, warnings: await warnings(resources) }, 'the ledger is up');
    if (resources.store && !(await app.get(ReportPool, { strict: false }).open())) log.warn(NO_ZAKAT_POOL);
    const unapprovable = treasuryWarning(config);
    if (unapprovable) log.warn(unapprovable);
    return { url: await app.getUrl(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function createLedgerApp(
  resources: LedgerResources,
  options: ServingOptions<LedgerStorageChoice>,
): Promise<NestFastifyApplication> {
  return createHttpApp(LedgerModule.with(resources), {
    errors: 'plain-text',
    log: resources.log,
    corsOrigins: options.corsOrigins,
    requestHeaders: ['If-Match'],
    exposedHeaders: ['ETag', 'X-Transaction-Id', 'X-Block-Hash', 'Idempotency-Replayed', 'X-Mined-Before'],
    hosts: options.hostNames,
    anyContentType: options.mode === 'demo',
    ...(options.mode === 'production' && { exposed: { trustedProxies: options.trustedProxies } }),
    administrators: resources.administrators,
    directRoutes: DIRECT_ROUTES,
    bodyLimits: { '/api/v1/transactions/submit': 256 * 1024 },
    answers: LEDGER_ANSWERS,
    ...(options.metrics && { metrics: resources.metrics }),
    name: LEDGER_API.title,
    ...(options.docs && { docs: LEDGER_API }),
    ...(options.web && { pages: builtPages('ledger', resources.log) }),
    ...(options.rateLimit && { rateLimits: LEDGER_RATE_LIMITS }),
    strictTransport: options.strictTransport,
  });
}

/** Where nothing is kept there are no assessments. */
function chargeAssessments(app: NestFastifyApplication): ChargeAssessments {
  const charging = app.get(ChargeAssessments, { strict: false });
  charging.start();
  return charging;
}

const NO_ZAKAT_POOL =
  'ZAKAT_WALLET_ADDRESS is not set: POST /zakat/run will be refused until it names the wallet of the pool, or POST /zakat/pool makes one';

async function warnings({ store }: LedgerResources): Promise<string[]> {
  if (!store) return ['nothing is kept: PERSISTENCE=memory'];
  return store.durabilityFaults();
}

/** The journal writes behind; what it still holds is written before the database closes. */
async function flushJournal(app: NestFastifyApplication | undefined): Promise<void> {
  const journal: (SystemLog & { close?(): Promise<void> }) | undefined = app?.get(SystemLog, { strict: false });
  await journal?.close?.();
}
