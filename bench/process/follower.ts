import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf, type Place } from '../ledger/places.js';
import type { Run } from '../run.js';
import { BuiltServer } from './built-server.js';

/** Another server on the database of a place, which follows the one that writes there. */
export async function startFollower(place: Place, run: Run, name = 'follower'): Promise<BuiltServer> {
  const dataDir = join(place.dataDir, name);
  mkdirSync(dataDir);
  copyFileSync(join(place.dataDir, 'master.key'), join(dataDir, 'master.key'));
  const env = { POW_BITS: String(run.options.powBits), ...environmentOf(place) };
  const follower = await BuiltServer.start({ dataDir, env });
  run.onEnd(() => follower.stop());
  return follower;
}
