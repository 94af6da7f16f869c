export const en = {
  title: 'Statement',
  from: 'From the day',
  to: 'To the day',
  saving: 'The statement is being made …',
  note: 'Days are those of UTC. A PDF has at most 1,000 lines.',
};

export type StatementMessages = typeof en;
