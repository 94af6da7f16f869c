export const en = {
  title: 'Run',
  intro: 'The run charges every wallet that owes, once in the period. It goes on at the server when this page is left.',
  run: 'Charge now',
  running: (processed: string, total: string) => `${processed} of ${total} wallets are settled…`,
  completed: (processed: string, total: string) => `The run is complete: ${processed} of ${total} wallets are settled.`,
  charged: 'Charged',
  units: 'Units charged',
  outstanding: 'Held less than was due',
  failed: 'Could not be charged',
  pool: 'Paid to',
  started: 'Began',
  ended: 'Completed',
  blocks: 'Blocks',
  left: 'Some wallets were left out. They can be tried again, and none is charged twice.',
  resume: 'Try them again',
};

export type RunMessages = typeof en;
