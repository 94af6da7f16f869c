import { inTurns } from './in-turns.js';

async function given(items: number[], most: number): Promise<number[][]> {
  const turns: number[][] = [[]];
  let running = true;
  const nextTurn = () => {
    if (turns.at(-1)!.length > 0) turns.push([]);
    if (running) setImmediate(nextTurn);
  };
  setImmediate(nextTurn);
  for await (const item of inTurns(items, { weigh: (item) => item, most })) turns.at(-1)!.push(item);
  running = false;
  return turns.filter(({ length }) => length > 0);
}

test('what fits into one turn is given in one, and nothing is left out or moved', async () => {
  expect(await given([1, 2, 3], 6)).toEqual([[1, 2, 3]]);
  expect(await given([], 6)).toEqual([]);
  const many = Array.from({ length: 1_000 }, (_, at) => at % 7);
  expect((await given(many, 20)).flat()).toEqual(many);
});

test('others get a turn before the items would weigh too much; one that is too heavy goes alone', async () => {
  expect(await given([4, 4, 4, 9, 1, 1], 8)).toEqual([[4, 4], [4], [9], [1, 1]]);
});
