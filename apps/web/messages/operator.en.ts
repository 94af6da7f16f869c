export const en = {
  administrator: 'Administrator',
  token: 'Administrator token',
  use: 'Use',
  leave: 'Forget the token',
};

export type OperatorMessages = typeof en;
