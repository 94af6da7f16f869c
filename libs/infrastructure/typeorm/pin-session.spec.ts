import type { ClientBase } from 'pg';
import { pinSession } from './pin-session.js';

const PINS = { schema: 'ledger', statementTimeoutMs: 1000 };

/** A session whose statements with the given numbers, counted from 1, end by the server's time limit. */
function session(cancelled: readonly number[], code = '57014') {
  const statements: string[] = [];
  const query = async (statement: string) => {
    if (cancelled.includes(statements.push(statement.split(/\s+/).slice(0, 2).join(' ')))) {
      throw Object.assign(new Error('canceling statement due to statement timeout'), { code });
    }
  };
  return { client: { query } as unknown as ClientBase, statements };
}

// A real server cancels as late as this only now and then: the timer fires while SET is already answering.
it('pins again when the old time limit ends the statement after the one that lifts it', async () => {
  const { client, statements } = session([1, 3]);
  await pinSession(client, PINS);
  expect(statements).toEqual([
    'SET statement_timeout',
    'SET statement_timeout',
    'SELECT set_config(p.name,',
    'SET statement_timeout',
    'SELECT set_config(p.name,',
  ]);
});

it('gives up on a session that is cancelled each time, and at once on any other refusal', async () => {
  const forever = session(Array.from({ length: 100 }, (_, index) => index + 1));
  await expect(pinSession(forever.client, PINS)).rejects.toMatchObject({ code: '57014' });
  expect(forever.statements.length).toBeLessThan(100);
  const refused = session([1], '42501');
  await expect(pinSession(refused.client, PINS)).rejects.toMatchObject({ code: '42501' });
  expect(refused.statements).toHaveLength(1);
});
