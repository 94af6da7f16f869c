import { ConstraintViolated, DatabaseFull, DatabaseUnavailable, TransactionConflicted } from './database.errors.js';
import { endsConnection, type Stage, translateFailure } from './translate-failure.js';

const failure = (code: string, more: object = {}) =>
  Object.assign(new Error('text that nobody reads'), { code, ...more });

describe('translating what the driver throws', () => {
  it.each([
    ['57014', 'statement_timeout'],
    ['57P01', 'administrator shutdown'],
    ['57P03', 'starting up'],
    ['53300', 'too many connections'],
    ['08006', 'connection failure'],
    ['58030', 'I/O error'],
    ['55P03', 'lock_timeout'],
    ['28P01', 'wrong password'],
    ['3D000', 'no such database'],
    ['ECONNREFUSED', 'nobody listens'],
    ['ECONNRESET', 'socket reset'],
    ['EPIPE', 'socket closed'],
    ['ENOTFOUND', 'no such host'],
  ])('takes %s (%s) for unavailable', (code) => {
    const cause = failure(code);
    expect(translateFailure(cause, 'transaction', false)).toMatchObject({ code: 'database_unavailable', cause });
  });

  it.each(['53100', 'ENOSPC', 'EDQUOT'])('takes %s for a full disk', (code) => {
    const full = translateFailure(failure(code), 'transaction', false);
    expect(full).toBeInstanceOf(DatabaseFull);
    expect(full).toBeInstanceOf(DatabaseUnavailable);
  });

  it.each(['40001', '40P01'])('takes %s for a conflict that was undone', (code) => {
    const conflict = translateFailure(failure(code), 'commit', false);
    expect(conflict).toBeInstanceOf(TransactionConflicted);
    expect(conflict).toMatchObject({ ambiguous: false });
  });

  it('names the constraint that a row broke', () => {
    const violated = translateFailure(failure('23505', { constraint: 'blocks_height_key' }), 'commit', false);
    expect(violated).toBeInstanceOf(ConstraintViolated);
    expect(violated).toMatchObject({ constraint: 'blocks_height_key', sqlState: '23505' });
  });

  it.each(['42601', '42P01', '22P02', '25P02', 'XX000', 'ERR_INVALID_ARG_TYPE', ''])(
    'leaves the bug %s as it is',
    (code) => {
      const bug = failure(code);
      expect(translateFailure(bug, 'commit', false)).toBe(bug);
    },
  );

  it.each<[Stage, string, boolean, boolean]>([
    ['acquire', '', true, false],
    ['transaction', '', true, false],
    ['commit', '', true, true],
    ['commit', '57P01', true, true],
    ['commit', '57014', false, true],
    ['commit', '53100', false, false],
    ['commit', '25006', false, false],
    ['transaction', '57P01', true, false],
  ])('at %s with code "%s" (lost %s) says that the outcome is unknown: %s', (stage, code, lost, ambiguous) => {
    expect(translateFailure(failure(code), stage, lost)).toMatchObject({ ambiguous });
  });

  it('knows after which errors the server hangs up', () => {
    expect(['57P01', '57P02', '08006', '25P03'].every((code) => endsConnection(failure(code)))).toBe(true);
    expect(['57014', '23505', '40001', ''].some((code) => endsConnection(failure(code)))).toBe(false);
  });
});
