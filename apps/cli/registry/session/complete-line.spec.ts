import { choosePalette } from '../../asking/rendering/palette.js';
import { completeLine } from './complete-line.js';
import { sessionCommands } from './session-commands.js';

const context = {
  defaults: {},
  palette: choosePalette(false),
  answer: async () => {},
  result: async () => {},
  cancellation: () => new AbortController().signal,
};

const complete = (line: string) =>
  completeLine(
    sessionCommands(context, () => {}),
    line,
  );

it.each([
  ['ba', ['balance '], 'ba'],
  ['ne', ['new-address '], 'ne'],
  ['n', ['new-address ', 'nodes '], 'n'],
  ['  nodes li', ['list '], 'li'],
  ['nodes capabilities ', ['add ', 'remove ', 'set ', 'help '], ''],
  ['help bal', ['balance '], 'bal'],
  ['help nodes hea', ['heartbeat '], 'hea'],
  ['balance no', [], 'no'],
  ['nonsense no', [], 'no'],
])('completes the command words of %j', (line, candidates, beginning) => {
  expect(complete(line)).toEqual([candidates, beginning]);
});

it('offers every command on an empty line, and not the words that are kept for lines from a shell', () => {
  const [candidates] = complete('');
  expect(candidates).toEqual(expect.arrayContaining(['health ', 'send ', 'nodes ', 'key ', 'help ', 'quit ', 'exit ']));
  expect(candidates).not.toContain('wallet ');
});
