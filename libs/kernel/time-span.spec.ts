import { parseTimeSpan } from './time-span.js';

const DAY = 86_400_000;
const NOVEMBER_27 = Date.parse('2026-11-27T00:00:00Z');

describe('the time of a history', () => {
  it('includes both days as a whole', () => {
    expect(parseTimeSpan('2026-11-27', '2026-11-27')).toEqual({
      fromMs: NOVEMBER_27,
      toMs: NOVEMBER_27 + DAY,
    });
  });

  it('begins at a moment and ends before one, whatever its offset', () => {
    expect(parseTimeSpan('2026-11-27T05:00:00+05:00', '2026-11-26T19:00:01.001-05:00')).toEqual({
      fromMs: NOVEMBER_27,
      toMs: NOVEMBER_27 + 1_001,
    });
  });

  it('has no bound that is not given', () => {
    expect(parseTimeSpan(undefined, undefined)).toEqual({ fromMs: undefined, toMs: undefined });
    expect(parseTimeSpan('1970-01-01', undefined).fromMs).toBe(0);
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-11-27T08:00:00',
    '2026-02-30T08:00:00Z',
    '2026-11-27T25:00:00Z',
    '+2026-11-27',
    '1969-12-30',
    '9999-12-31T23:59:59-14:00',
  ])('refuses “%s”', (text) => {
    expect(() => parseTimeSpan(text, undefined)).toThrow('from must be a day such as 2026-11-27');
    expect(() => parseTimeSpan(undefined, text)).toThrow('to must be a day such as 2026-11-27');
  });

  it('refuses one that ends before it begins', () => {
    expect(() => parseTimeSpan('2026-11-28', '2026-11-27')).toThrow('from must be before to');
    expect(() => parseTimeSpan('2026-11-27T08:00:00Z', '2026-11-27T08:00:00Z')).toThrow('from must be before to');
  });
});
