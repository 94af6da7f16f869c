import { readdirSync, readFileSync } from 'node:fs';
import { Places } from './ledger/places.js';
import { FilledPlaces } from './ledger/filled-places.js';
import { SendingSite } from './ledger/sending-site.js';
import { readCommandLine } from './options.js';
import { Run } from './run.js';
const variants: { name: string; env?: Record<string, string>; nodeArgs?: string[]; main?: string }[] = JSON.parse(process.argv[2]!);
const rounds = Number(process.argv[3] ?? 4), seconds = Number(process.argv[4] ?? 2), clients = Number(process.argv[5] ?? 256);
const places = new Places();
const run = new Run('tmp', readCommandLine(['sends']).options, { places, filled: new FilledPlaces(places), reports: '/tmp/rep' });
const threads = (pid: number) => { const m: Record<string, number> = {}; for (const t of readdirSync(`/proc/${pid}/task`)) { const s = readFileSync(`/proc/${pid}/task/${t}/stat`, 'utf8'); const f = s.slice(s.lastIndexOf(')') + 2).split(' '); m[t] = (Number(f[11]) + Number(f[12])) / 100; } return m; };
try {
  const sites = [];
  for (const v of variants) { process.env.MIZAN_MAIN = v.main ?? ''; sites.push(await SendingSite.open(run, await places.fresh('postgres'), { clients, env: v.env ?? {}, nodeArgs: v.nodeArgs ?? [] })); }
  for (const s of sites) await s.measure({ clients, seconds: 2 });
  const out: number[][][] = variants.map(() => []);
  for (let r = 0; r < rounds; r++) for (const [i, s] of sites.entries()) {
    const before = threads(s.server.pid);
    const m = (await s.measure({ clients, seconds })) as any;
    const after = threads(s.server.pid);
    const d = Object.entries(after).map(([t, v]) => [t, v - (before[t] ?? 0)] as const).sort((a, b) => b[1] - a[1]);
    const main = d.find(([t]) => t === String(s.server.pid))?.[1] ?? 0; const rest = d.filter(([t]) => t !== String(s.server.pid));
    const per = 1e6 / m.ok; if (process.env.SHOW) console.log(variants[i]!.name, d.filter(([, v]) => v > 0.02).map(([t, v]) => readFileSync(`/proc/${s.server.pid}/task/${t}/comm`, 'utf8').trim() + ' ' + (v * per).toFixed(0)).join(', '));
    out[i]!.push([m.perSecond, (m.serverCpu / m.perSecond) * 1e6, main * per, (rest[0]?.[1] ?? 0) * per, rest.slice(1).reduce((x, [, v]) => x + v, 0) * per, (m.databaseCpu / m.perSecond) * 1e6, m.perBlock, m.serverCpu + m.databaseCpu + m.generatorCpu, m.p99Ms, m.failed]);
  }
  const med = (a: number[]) => [...a].sort((x, y) => x - y)[a.length >> 1]!;
  console.log('variant            per/s cpu/send  main worker  other   db  perBlk  cores  p99 failed');
  for (const [i, v] of variants.entries()) console.log(v.name.padEnd(16), ...out[i]![0]!.map((_, c) => med(out[i]!.map((r) => r[c]!)).toFixed(c === 7 ? 2 : 0).padStart(7)));
  for (const s of sites) await s.close();
} finally { await run.end(); await places.close(); }
