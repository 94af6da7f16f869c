import { setTimeout as sleep } from 'node:timers/promises';
import { sendAll } from '../load/load-generator-process.js';
import { cpuSeconds, familyCpuSeconds } from '../process/cpu-time.js';
import type { RegistrySite } from '../registry/registry-site.js';
import type { Run } from '../run.js';

const UNSETTLED = 2_000;
const BLOCKS = 20;
/** The coin has a block a minute. */
const SECONDS_PER_BLOCK = 60;

/** What a block costs the registry while 2,000 deposits are not final: processor time of the server and its database. */
export async function followUnsettled(site: RegistrySite, run: Run, address: string): Promise<void> {
  const body = JSON.stringify({ address, amount: 0.02 });
  const faucet = { method: 'POST' as const, path: '/devnet/faucet', body };
  await sendAll(site.server.url, Array<typeof faucet>(UNSETTLED).fill(faucet), 8);
  const first = await nextBlock(site);
  const { pid } = await run.places.postgres();
  const used = () => cpuSeconds(site.server.pid) + familyCpuSeconds(pid!);
  const before = used();
  let last = first;
  while (last - first < BLOCKS) last = await nextBlock(site);
  const perBlock = (used() - before) / (last - first);
  const share = ((100 * perBlock) / SECONDS_PER_BLOCK).toFixed(1);
  run.note(
    `${UNSETTLED} unsettled deposits: ${perBlock.toFixed(2)} s of processor time a block over ${last - first} blocks, ${share} % of a core at a block a minute`,
  );
}

/** Mines, and waits until the books have been audited there. */
async function nextBlock({ server }: RegistrySite): Promise<number> {
  const { height } = await server.registry.mineDevnet({ blocks: 1 });
  for (;;) {
    const audited = await server.registry.getReserves();
    if (audited.height !== null && audited.height >= height && audited.drift_units === 0n) return audited.height;
    await sleep(100);
  }
}
