// Loaded before a server that the bench `stalls` watches: tells, on a port of its own, how long its event loop stood still
// and how much memory was in use at the ends of the loop's turns.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) watch(process.env.BENCH_WATCH_FILE);

function watch(file) {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  let peakBytes = 0;
  let sampling = false;

  // What is garbage at the end of a turn is not needed: it is collected before memory is looked at.
  const inUse = () => {
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const sample = () => {
    if (!sampling) return;
    peakBytes = Math.max(peakBytes, inUse());
    setImmediate(sample);
  };
  const answers = {
    '/stall': () => {
      const longestMs = delays.max / 1e6;
      delays.reset();
      return longestMs;
    },
    '/sample': () => {
      const before = Math.min(inUse(), inUse());
      peakBytes = 0;
      sampling = true;
      setImmediate(sample);
      return before;
    },
    '/peak': () => {
      sampling = false;
      return peakBytes;
    },
  };
  const server = createServer(({ url }, response) => response.end(String(answers[url]())));
  server.listen(0, '127.0.0.1', () => writeFileSync(file, String(server.address().port)));
  server.unref();
}
