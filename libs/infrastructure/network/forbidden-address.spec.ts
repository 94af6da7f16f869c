import { isForbiddenAddress, isForbiddenHost } from './forbidden-address.js';

describe('a host that a peer may have', () => {
  it.each([
    'localhost',
    '127.0.0.1',
    '[::1]',
    '::1',
    '10.0.0.7',
    '192.168.1.2',
    'core.example',
    'fd12::7',
    '1.1.1.1',
    '[::ffff:10.0.0.7]',
    '[64:ff9b::10.0.0.7]',
    '2002:a00:7::1',
    '2600::a9fe:a9fe',
  ])('is %s', (host) => expect(isForbiddenHost(host)).toBe(false));
});

describe('a host that no peer has', () => {
  it.each([
    '169.254.169.254',
    '169.254.1',
    '0xa9fea9fe',
    '2852039166',
    '0251.0376.0251.0376',
    '[::ffff:169.254.169.254]',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::6464:64c8',
    '64:ff9b:1::a9fe:a9fe',
    '[64:ff9b:1:ffff::a9fe:a9fe]',
    '[::a9fe:a9fe]',
    '::169.254.169.254',
    '::ffff:0:169.254.169.254',
    '[2002:a9fe:a9fe::1]',
    '2002:e000:1::',
    'fd00:ec2::254',
    'fe80::1',
    '[fe80::1]',
    '100.100.100.200',
    '0.0.0.0',
    '0',
    '::',
    '255.255.255.255',
    '224.0.0.1',
    'ff02::1',
    'metadata.google.internal',
    'METADATA.google.internal.',
  ])('is %s', (host) => expect(isForbiddenHost(host)).toBe(true));

  it('is one with a zone too', () => expect(isForbiddenAddress('fe80::1%eth0')).toBe(true));
});
