import { describe, expect, it } from '@jest/globals';
import { BadCommandLine, readCommandLine } from './options.js';

describe('the command line', () => {
  it('measures five pairs of five seconds unless told otherwise', () => {
    const { names, options } = readCommandLine(['sends']);
    expect(names).toEqual(['sends']);
    expect(options).toMatchObject({ pairs: 5, seconds: 5, clients: [1, 64, 256], verify: true });
  });

  it('reads lists and large numbers', () => {
    const { options } = readCommandLine(['growth', '--transactions', '1_000,1e6', '--databases', 'postgres']);
    expect(options).toMatchObject({ transactions: [1000, 1_000_000], databases: ['postgres'] });
  });

  it.each([
    [[]],
    [['sends', '--pairs', '0']],
    [['sends', '--pairs', 'many']],
    [['sends', '--databases', 'oracle']],
    [['sends', '--unknown']],
    [['sends', 'reads', '--json', 'one.json']],
  ])('%j is refused', (args) => {
    expect(() => readCommandLine(args)).toThrow(BadCommandLine);
  });
});
