/** Of what several administrators decide: orders and vouchers. */
export const en = {
  state: 'State',
  amount: 'Units',
  proposeAct: 'Propose',
  asking: 'The server is being asked…',
  badAddress: 'An address has 64 characters, 0 to 9 and a to f, or begins with mzn1. Look for typing errors.',
  badAmount: 'An amount is a whole number above 0.',
  approvals: 'Approvals',
  approvalsOf: (given: string, needed: string) => `${given} of ${needed} administrators have approved.`,
  proposed: 'Proposed',
  approved: 'Approved',
  rejected: 'Rejected',
  block: 'In block',
  transaction: 'Transaction',
  reject: 'Reject it',
  rejectAct: 'Reject for good',
  reason: 'Reason',
};

export type DecisionMessages = typeof en;
