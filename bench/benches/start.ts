import type { Contestant } from '../measure/alternate.js';
import { BuiltServer, type BuiltServerOptions } from '../process/built-server.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

/** From the start of the process until both APIs listen, on an embedded database that exists; and the same with `npm start`. */
export const start: Bench = {
  summary: 'start until both APIs listen on existing data, embedded: the server, and npm start with nothing to build',
  run: async (run: Run) => {
    const { dataDir } = await run.places.fresh('embedded');
    const server = starting('server', { dataDir });
    const npmStart = starting('npm start', { dataDir, command: ['npm', 'start'] });
    await server.measure(0); // makes the data
    await run.section(
      'embedded, both APIs, existing data',
      [server, npmStart],
      [
        {
          name: 'seconds of the server process',
          metric: 'listeningSeconds',
          measured: server.name,
          goal: { direction: 'at most', gate: 3, aim: 2 },
        },
        {
          name: 'seconds of npm start, second time',
          metric: 'listeningSeconds',
          measured: npmStart.name,
          goal: { direction: 'at most', gate: 4, aim: 2.5 },
        },
      ],
    );
  },
};

function starting(name: string, options: BuiltServerOptions): Contestant<{ listeningSeconds: number }> {
  const measure = async () => {
    const server = await BuiltServer.start({ ...options, serve: 'both' });
    await server.stop();
    return { listeningSeconds: server.startMs / 1000 };
  };
  return { name, measure };
}
