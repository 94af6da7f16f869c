import { describe, expect, it } from '@jest/globals';
import { QueryFields } from './query-fields.js';

describe('query parameters', () => {
  it('are read by name', () => {
    const fields = new QueryFields({ cursor: 'abc', limit: '50', direction: 'sent' });
    expect(fields.string('cursor')).toBe('abc');
    expect(fields.integer('limit', { min: 1, max: 100 })).toBe(50);
    expect(fields.oneOf('direction', ['received', 'sent', 'all'])).toBe('sent');
    expect(fields.string('absent')).toBeUndefined();
    expect(fields.issues).toEqual([]);
  });

  it.each(['0', '101', 'abc', '1e1', '1.0', ' 1', '01', '', '٣', '9'.repeat(40)])('refuse the limit %j', (limit) => {
    const fields = new QueryFields({ limit });
    expect(fields.integer('limit', { min: 1, max: 100 })).toBeUndefined();
    expect(fields.issues.map(({ loc }) => loc)).toEqual([['query', 'limit']]);
  });

  it('refuse a name that is given twice, and a choice that does not exist', () => {
    const fields = new QueryFields({ limit: ['5', '9'], direction: 'sideways' });
    expect(fields.integer('limit', { min: 1, max: 100 })).toBeUndefined();
    expect(fields.oneOf('direction', ['sent', 'all'])).toBeUndefined();
    expect(fields.issues.map(({ type }) => type)).toEqual(['string_type', 'enum']);
  });
});
