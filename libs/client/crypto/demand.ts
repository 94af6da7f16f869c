import { DishonestServer, type FailedCheck } from '../errors/dishonest-server.js';

/** @throws DishonestServer unless `holds` */
export function demand(holds: boolean, check: FailedCheck, detail: string): asserts holds {
  if (!holds) throw new DishonestServer(check, detail);
}
