// Preloaded into `mizan`: ends the process with SIGKILL at the step of DIE_AT, counted from 1. A step is a call that leaves a
// mark outside the process: on files below DIE_BELOW, a request, and its answer.
import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

const below = process.env.DIE_BELOW;
const last = Number(process.env.DIE_AT);
let step = 0;

function count() {
  if (++step === last) process.kill(process.pid, 'SIGKILL');
}

for (const name of ['writeFileSync', 'linkSync', 'unlinkSync', 'renameSync', 'fsyncSync']) {
  const original = fs[name];
  fs[name] = (...values) => {
    if (name === 'fsyncSync' || String(values[0]).startsWith(below)) count();
    return original(...values);
  };
}
const { request } = http;
http.request = (...values) => {
  count();
  return request(...values).prependListener('response', count);
};
syncBuiltinESMExports();
