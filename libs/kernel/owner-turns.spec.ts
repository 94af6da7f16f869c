import { OwnerTurns } from './owner-turns.js';

/** An act that ends when it is told to. */
function heldAct(name: string, began: string[]) {
  let end!: () => void;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    act: () => {
      began.push(name);
      return ended;
    },
    end,
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('lets so many act at once, the others in their order', async () => {
    const began: string[] = [];
    const turns = new OwnerTurns(2, 2);
    const acts = ['a', 'b', 'c', 'd'].map((name) => heldAct(name, began));
    for (const [index, { act }] of acts.entries()) turns.enter(`owner ${index}`, act);
    expect(began).toEqual(['a', 'b']);
    acts[1]!.end();
    await settled();
    expect(began).toEqual(['a', 'b', 'c']);
    acts[0]!.end();
    await settled();
    expect(began).toEqual(['a', 'b', 'c', 'd']);
  });

  it('passes over an owner who has as many as one may have', async () => {
    const began: string[] = [];
    const turns = new OwnerTurns(3, 1);
    const [first, second, other] = ['first', 'second', 'other'].map((name) => heldAct(name, began));
    turns.enter('slow', first!.act);
    turns.enter('slow', second!.act);
    turns.enter('quick', other!.act);
    expect(began).toEqual(['first', 'other']);
    first!.end();
    await settled();
    expect(began).toEqual(['first', 'other', 'second']);
  });

  it('ends with those who act, and gives those who wait no turn', async () => {
    const began: string[] = [];
    const turns = new OwnerTurns(1, 1);
    const [first, second] = ['first', 'second'].map((name) => heldAct(name, began));
    turns.enter('a', first!.act);
    turns.enter('b', second!.act);
    let isOver = false;
    const ending = turns.end().then(() => {
      isOver = true;
    });
    await settled();
    expect(isOver).toBe(false);
    first!.end();
    await ending;
    await settled();
    expect(began).toEqual(['first']);
  });
});
