export const en = {
  title: 'Return of a period',
  pool: 'Pool',
  noPool:
    'There is no wallet that zakat is paid to. It can be made here, once: its key is made on the server and never leaves it.',
  makePool: 'Make the pool',
  period: 'Period',
  periodHint: 'As it was assessed, such as 1448; an underscore and the year for deductions without a period.',
  show: 'Show the return',
  item: 'Item',
  number: 'Number',
  units: 'Units',
  items: {
    assessed: 'Assessed',
    unassessed: 'Charged without an assessment',
    charged: 'Charged',
    outstanding: 'Outstanding: held less than was due',
    failed: 'Could not be charged',
    pending: 'Not reached by the run yet',
    refunded: 'Refunded',
  },
  exempt: {
    EXEMPT_NON_MUSLIM: 'Exempt: no Muslim',
    EXEMPT_NON_CITIZEN: 'Exempt: no citizen',
    EXEMPT_CZ50: 'Exempt by declaration (CZ-50)',
    EXEMPT_NOT_SAHIB_E_NISAB: 'Exempt: does not own nisab',
  } as Record<string, string>,
  net: 'Net: charged less refunded',
  holds: 'What was due is what was charged and what is left, in wallets and in units. The sum holds.',
  fails: 'What was due is not what was charged and what is left. Do not file this return, and tell the operator.',
};

export type ReturnMessages = typeof en;
