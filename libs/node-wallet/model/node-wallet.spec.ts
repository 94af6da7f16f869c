import { balanceUnits, parseWalletName } from './node-wallet.js';

describe('a wallet', () => {
  it('has what can be spent and what is about to leave; what waits for confirmations is not counted', () => {
    const funds = { availableUnits: 7n, pendingUnits: 100n, reservedUnits: 5n, owedUnits: -3n };
    expect(balanceUnits(funds)).toBe(12n);
  });

  it('has a name that can be seen', () => {
    for (const name of ['w', 'my_wallet', 'محفظة', 'Ünïcödé 💩', 'x'.repeat(100)])
      expect(parseWalletName(name)).toBe(name);
    expect(parseWalletName('  padded ')).toBe('padded');
    for (const name of ['', ' ', '\u200b', 'a\nb', 'a\u202eb', 'x'.repeat(101), '\ud800'])
      expect(parseWalletName(name)).toBeUndefined();
  });
});
