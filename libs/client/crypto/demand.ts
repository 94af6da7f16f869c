import { DishonestServer, type FailedCheck } from '../errors/dishonest-server.js';

/** @throws DishonestServer unless `holds` */
export function demand(holds: boolean, check: FailedCheck, detail: string): asserts holds {
  if (!holds) throw new DishonestServer(check, detail);
}

/** An answer, or a part of one, that has members. @throws DishonestServer (`form`) */
export function objectOf<Shape>(value: Shape): Shape {
  demand(typeof value === 'object' && value !== null, 'form', 'the answer has something else where an object belongs');
  return value;
}

/** A part of an answer that is to be a text; '' for anything else, of which not everything can be made a text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
