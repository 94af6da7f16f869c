import { isPublicAddress, mayBePublicHost } from './public-address.js';

const FORBIDDEN = {
  'this network': ['0.0.0.0', '0.1.2.3'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1', 'fd00:ec2::254', 'fdff::1'],
  'carrier-grade NAT, and metadata in it': ['100.64.0.1', '100.127.255.255', '100.100.100.200'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1', '::'],
  'link-local, and metadata in it': ['169.254.0.1', '169.254.169.254', 'fe80::1', 'febf::1', 'fec0::1'],
  'hosts of clouds': ['168.63.129.16'],
  assigned: [
    '192.0.0.1',
    '192.0.0.170',
    '192.88.99.1',
    '2001::1',
    '2001:10::1',
    '2001:20::1',
    '2001:1ff::1',
    '100::1',
    '5f00::1',
  ],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1', '3ffe::1'],
  benchmarks: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  'multicast and reserved': [
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    'ff02::1',
    '4000::1',
    '8000::1',
  ],
  mapped: ['::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:10.0.0.1', '::ffff:169.254.169.254', '::ffff:0.0.0.0'],
  'compatible with IPv4': ['::127.0.0.1', '::7f00:1', '::8.8.8.8'],
  translated: [
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::',
    '64:ff9b:1::8.8.8.8',
    '::ffff:0:127.0.0.1',
  ],
  '6to4 and Teredo': ['2002:7f00:1::', '2002:a00:1::1', '2002:808:808::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  'with a zone': ['fe80::1%eth0', '2606:4700::1%lo'],
  'no address': ['', 'localhost', '1.2.3', '0x7f000001', '2130706433'],
};

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '126.255.255.255',
  '128.0.0.1',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.1',
  '192.167.255.255',
  '192.169.0.1',
  '198.17.255.255',
  '198.20.0.1',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2001:4860:4860::8888',
  '2a00:1450::1',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '64:ff9b::8.8.8.8',
];

describe('a public address', () => {
  it.each(Object.entries(FORBIDDEN))('is none that is %s', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it('is any other', () => {
    expect(PUBLIC.filter((address) => !isPublicAddress(address))).toEqual([]);
  });
});

describe('the host of a URL', () => {
  const hostOf = (host: string) => new URL(`https://${host}/`).hostname;

  it('may not be a forbidden address, in whatever spelling', () => {
    const spellings = [
      '127.1',
      '127.0.1',
      '0x7f.0.0.1',
      '0x7f000001',
      '017700000001',
      '0177.0.0.1',
      '2130706433',
      '0',
      '127.0.0.1.',
      '１２７.0.0.1',
      '127。0。0。1',
      '0xa9fea9fe',
      '2852039166',
      '10.1',
      '[::1]',
      '[0:0:0:0:0:0:0:1]',
      '[::ffff:127.0.0.1]',
      '[::FFFF:7F00:1]',
      '[64:ff9b::127.0.0.1]',
      '[fe80::1]',
      '%31%32%37.0.0.1',
    ];
    expect(spellings.filter((spelling) => mayBePublicHost(hostOf(spelling)))).toEqual([]);
  });

  it('may not be a name of this machine or its network', () => {
    const names = [
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      'localhost.localdomain',
      'printer.local',
      'metadata.google.internal',
      'metadata.google.internal.',
      'router.lan',
      'nas.home.arpa',
      'intranet',
      'db',
      'metadata',
      'x.onion',
    ];
    expect(names.filter((name) => mayBePublicHost(hostOf(name)))).toEqual([]);
  });

  it('may be any other', () => {
    for (const host of ['example.com', 'hooks.example.co.uk', '1.1.1.1', '[2606:4700::1]', 'localhost.example.com']) {
      expect(mayBePublicHost(hostOf(host))).toBe(true);
    }
  });
});
