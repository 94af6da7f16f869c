import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const REPORTS = join(import.meta.dirname, '..', '..', 'reports');
const FILE = join(REPORTS, 'reliability.json');

/** Puts what a fault test counted under `name` into reports/reliability.json. Test processes take turns. */
export async function reportFigures(name: string, figures: Record<string, number | string>): Promise<void> {
  mkdirSync(REPORTS, { recursive: true });
  const turn = `${FILE}.lock`;
  for (let tries = 0; ; tries++) {
    try {
      mkdirSync(turn);
      break;
    } catch {
      if (tries > 200) rmSync(turn, { recursive: true, force: true }); // its holder must have been killed
      await sleep(10);
    }
  }
  try {
    const all = { ...read(), [name]: { ...figures, at: new Date().toISOString() } };
    const sorted = Object.fromEntries(Object.entries(all).sort(([left], [right]) => left.localeCompare(right)));
    writeFileSync(`${FILE}.new`, `${JSON.stringify(sorted, undefined, 2)}\n`);
    renameSync(`${FILE}.new`, FILE);
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

function read(): object {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch {
    return {};
  }
}
