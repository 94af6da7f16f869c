/** What the journey returns. */
export const OUTCOME = {
  status: 'transaction mined',
  isTold: true,
  isReplay: [false, true],
  pages: [1, 2, true],
  values: ['100', '14900'],
  balance: 'bigint 14895',
  asked: '9007199254740993',
  isVerified: true,
  paid: ['pending', 'confirmed', '12.5', '1250000000'],
  isListed: true,
};
