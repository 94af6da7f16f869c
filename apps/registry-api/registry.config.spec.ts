import { ConfigurationFaults } from '@app/infrastructure/configuration/configuration-faults.js';
import { readRegistryConfig } from './registry.config.js';

const endOf = (text?: string) =>
  readRegistryConfig('', 'demo', { NODE_SIGNATURE_V1_UNTIL: text }).signatures.version1EndsAtMs;

describe('the end of the first version of signed requests', () => {
  it('is half a year away, or the day or second that the operator says', () => {
    expect(endOf()).toBe(Date.UTC(2027, 5, 1));
    expect(endOf('2026-12-31')).toBe(Date.UTC(2026, 11, 31));
    expect(endOf('2028-02-29T12:34:56Z')).toBe(Date.UTC(2028, 1, 29, 12, 34, 56));
    expect(endOf('2020-01-01')).toBe(Date.UTC(2020, 0, 1));
  });

  it.each([
    'never',
    '1',
    '2027-6-1',
    '2027-06-31',
    '2027-02-29',
    '2027-06-01 12:00:00',
    '2027-06-01T25:00:00Z',
    '2027-06-01T12:00:00+05:00',
    '01.06.2027',
  ])('is not %s', (text) => {
    const faults = () => readRegistryConfig('', 'production', { NODE_SIGNATURE_V1_UNTIL: text });
    expect(faults).toThrow(ConfigurationFaults);
    expect(faults).toThrow(/NODE_SIGNATURE_V1_UNTIL: .* is not a day such as 2027-06-01/);
  });
});
