import { wordsOf } from './specification-style.js';

describe('the flags of the specification', () => {
  it('say the same as the words of a command', () => {
    expect(wordsOf({ command: 'health' })).toEqual(['health', '--']);
    expect(wordsOf({ command: 'create', nodeId: 'n', walletName: 'w' })).toEqual(['create', '--', 'n', 'w']);
    expect(wordsOf({ command: 'send', nodeId: 'n', recipient: 'A', amount: '10', idempotencyKey: 'k' })).toEqual([
      'send',
      '--idempotency-key=k',
      '--',
      'n',
      'A',
      '10',
    ]);
    for (const command of ['info', 'balance', 'transactions', 'new-address'])
      expect(wordsOf({ command, nodeId: 'n' })).toEqual([command, '--', 'n']);
  });

  it('keep a value that begins with a dash a value', () => {
    expect(wordsOf({ command: 'send', nodeId: '-n', recipient: '--help', amount: '-5' })).toEqual([
      'send',
      '--',
      '-n',
      '--help',
      '-5',
    ]);
  });

  it('ask for a session when there are none', () => {
    expect(wordsOf({})).toBeUndefined();
  });

  it.each([
    [{ command: 'send', nodeId: 'n' }, '--command send needs --recipient, --amount'],
    [{ command: 'create', walletName: 'w' }, '--command create needs --node-id'],
    [{ command: 'balance', nodeId: 'n', amount: '5' }, '--command balance has no use for --amount'],
    [{ command: 'info', nodeId: 'n', idempotencyKey: 'k' }, '--command info has no use for --idempotency-key'],
    [{ nodeId: 'n', amount: '5' }, '--node-id, --amount: say what to do with --command'],
  ])('are refused when one is missing or in vain: %j', (flags, message) => {
    expect(() => wordsOf(flags)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });
});
