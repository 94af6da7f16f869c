import type { Bench } from './bench.js';
import { coins } from './coins.js';
import { events } from './events.js';
import { fill } from './fill.js';
import { firstView } from './first-view.js';
import { followers } from './followers.js';
import { growth } from './growth.js';
import { heartbeats } from './heartbeats.js';
import { lists } from './lists.js';
import { memory } from './memory.js';
import { nodeSends } from './node-sends.js';
import { overload } from './overload.js';
import { reads } from './reads.js';
import { restart } from './restart.js';
import { sends } from './sends.js';
import { stalls } from './stalls.js';
import { start } from './start.js';
import { zakat } from './zakat.js';
import { zakatAssessment } from './zakat-assessment.js';

/** What `npm run bench -- <name>` knows. Those of one command share the chains that they fill. */
export const benches: ReadonlyMap<string, Bench> = new Map(
  Object.entries({
    sends,
    overload,
    events,
    reads,
    followers,
    lists,
    coins,
    growth,
    fill,
    zakat,
    'zakat-assessment': zakatAssessment,
    start,
    restart,
    'first-view': firstView,
    memory,
    'node-sends': nodeSends,
    heartbeats,
    stalls,
  }),
);
