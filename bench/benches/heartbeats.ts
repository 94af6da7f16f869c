import { RegistrySite } from '../registry/registry-site.js';
import type { Bench } from './bench.js';

const NODES = 10_000;
const INTERVAL_SECONDS = 10;
const CLIENTS = 64;

/** How many nodes a registry can listen to: as many heartbeats as it takes, against what ten thousand nodes send. */
export const heartbeats: Bench = {
  summary: 'heartbeats of 10,000 nodes, against one each 10 s',
  run: async (run) => {
    const { nodes = NODES } = run.options;
    const site = await RegistrySite.open(run, await run.places.fresh('postgres'));
    run.progress.say('registering nodes');
    const nodeIds = await site.register(nodes);
    const beats = await site.contestant('heartbeats', { kind: 'heartbeats', nodeIds }, CLIENTS);
    const needed = nodes / INTERVAL_SECONDS;
    const measure = async (round: number) => {
      const reading = await beats.measure(round);
      return { ...reading, timesNeeded: reading.perSecond! / needed };
    };
    await run.section(
      `postgres, ${nodes.toLocaleString('en')} nodes, ${CLIENTS} connections`,
      [{ name: beats.name, measure }],
      [
        {
          name: `times the ${needed.toLocaleString('en')} per second that they send`,
          metric: 'timesNeeded',
          measured: beats.name,
        },
      ],
    );
  },
};
