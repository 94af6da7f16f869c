import { maskIpAddress, maskMailAddresses } from './mask-personal-data.js';

describe('personal data in the journal', () => {
  it('has e-mail addresses cut to their first letter and their domain', () => {
    expect(maskMailAddresses('a code went to asha.b+x@example.com, and to (Ümit@mail.example)')).toBe(
      'a code went to a***@example.com, and to (Ü***@mail.example)',
    );
    expect(maskMailAddresses('nobody @ home')).toBe('nobody @ home');
  });

  it('has network addresses cut to their network', () => {
    expect(maskIpAddress('203.0.113.9')).toBe('203.0.113.*');
    expect(maskIpAddress('::ffff:203.0.113.9')).toBe('203.0.113.*');
    expect(maskIpAddress('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:*');
    expect(maskIpAddress('fe80::1%eth0')).toBe('fe80:*');
    expect(maskIpAddress('::1')).toBe(':*');
    expect(maskIpAddress('')).toBe('');
    expect(maskIpAddress('asha@example.com')).toBe('');
  });
});
