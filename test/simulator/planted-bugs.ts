/** Faults that the simulator must find: see docs/testing.md. None of them is in the code that runs outside of it. */
export const PLANTED_BUGS = ['no_barrier', 'no_rollback', 'books_not_rolled_back', 'doubled_broadcast'] as const;
export type PlantedBug = (typeof PLANTED_BUGS)[number];
