import { HandedOutInputs } from './handed-out-inputs.js';

const a = { txid: 'a', vout: 0 };
const b = { txid: 'b', vout: 1 };

describe('coins of payments that were just built', () => {
  it('stay taken although the outbox does not name them yet', () => {
    const inputs = new HandedOutInputs();
    inputs.add([a]);
    expect(inputs.taken([])).toEqual([a]);
    expect(inputs.taken([b])).toEqual([b, a]);
  });

  it('are forgotten once the outbox has named them and names them no more', () => {
    const inputs = new HandedOutInputs();
    inputs.add([a]);
    expect(inputs.taken([a])).toEqual([a]);
    expect(inputs.taken([])).toEqual([]);
    expect(inputs.taken([])).toEqual([]);
  });

  it('are free at once when given back', () => {
    const inputs = new HandedOutInputs();
    inputs.add([a, b]);
    inputs.remove([a]);
    expect(inputs.taken([])).toEqual([b]);
  });
});
