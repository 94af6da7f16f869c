import { RoundTrips } from './round-trips.js';

const payer = (name: string) => ({ address: name, privateKey: `key of ${name}` });
const trips = ['a', 'b'].map((name) => ({ owner: payer('owner'), partner: payer(name) }));
const bodyOf = (request: string) => JSON.parse(request.slice(request.indexOf('{')));

test('what goes out comes back whole before more goes out, client by client', () => {
  const source = new RoundTrips(trips, 'host', 1_000, 1);
  for (let trip = 0; trip < 50; trip++) {
    const out = bodyOf(source.next(1));
    expect(out).toMatchObject({ from: 'owner', to: 'b', privKey: 'key of owner' });
    expect(out.amount).toBeGreaterThan(0);
    expect(out.amount).toBeLessThanOrEqual(1_000);
    source.settled(1, 200);
    expect(bodyOf(source.next(1))).toEqual({ from: 'b', to: 'owner', amount: out.amount, privKey: 'key of b' });
    source.settled(1, 200);
  }
  expect(bodyOf(source.next(0))).toMatchObject({ from: 'owner', to: 'a' });
});

test('what was refused is sent again', () => {
  const source = new RoundTrips(trips, 'host', 1_000, 1);
  const first = source.next(0);
  source.settled(0, 503);
  expect(source.next(0)).toBe(first);
});
