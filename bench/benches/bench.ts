import type { Run } from '../run.js';

/** Something that can be measured by name. */
export interface Bench {
  /** One line for the list of names. */
  readonly summary: string;
  run(run: Run): Promise<void>;
}
