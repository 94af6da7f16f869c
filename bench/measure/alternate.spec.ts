import { describe, expect, it } from '@jest/globals';
import { alternate, type Contestant } from './alternate.js';

function contestant(name: string, diary: string[]): Contestant<{ round: number }> {
  return {
    name,
    measure: async (round) => {
      diary.push(`${name} starts`);
      await new Promise((resolve) => setImmediate(resolve));
      diary.push(`${name} ends`);
      return { round };
    },
  };
}

describe('contestants', () => {
  it('take turns, the first one last in every other pair, and never run at the same time', async () => {
    const diary: string[] = [];
    await alternate([contestant('A', diary), contestant('B', diary)], { pairs: 3 });
    const [a, b] = ['A', 'B'].map((name) => [`${name} starts`, `${name} ends`]);
    expect(diary).toEqual([a, b, b, a, a, b].flat());
  });

  it('have one reading for each pair, in order', async () => {
    const results = await alternate([contestant('A', []), contestant('B', [])], { pairs: 3 });
    const rounds = [{ round: 0 }, { round: 1 }, { round: 2 }];
    expect(results).toEqual([
      { name: 'A', readings: rounds },
      { name: 'B', readings: rounds },
    ]);
  });

  it('are announced with how much is done', async () => {
    const announced: string[] = [];
    await alternate([contestant('A', []), contestant('B', [])], {
      pairs: 2,
      onRound: (done, total, name) => announced.push(`${done}/${total} ${name}`),
    });
    expect(announced).toEqual(['0/4 A', '1/4 B', '2/4 B', '3/4 A']);
  });

  it('fail the run when a round fails', async () => {
    const broken: Contestant = { name: 'B', measure: () => Promise.reject(new Error('the server is gone')) };
    await expect(alternate([contestant('A', []), broken], { pairs: 5 })).rejects.toThrow('the server is gone');
  });
});
