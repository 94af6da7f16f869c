import { fromBase64, fromHex, hashTag, sha256, taggedHash, toHex } from './bytes.js';

test.each([
  '',
  '00',
  'abc',
  '12zz',
  '0x12',
  '12 4',
  '1234 ',
  '12345',
  '123456',
  'ａ234',
  '\u0130\u0130\u0130\u0130',
  '\u0661234',
])('the text %j is not two bytes in hex', (text) => {
  expect(fromHex(text, 2)).toBeUndefined();
});

test('hex is read in either case and written in lower', () => {
  expect(toHex(fromHex('aBcD', 2)!)).toBe('abcd');
});

test.each(['YQ', 'YQ=', 'YR==', 'YQ== ', 'Y Q==', 'YQ==YQ==', '-_8='])('%j is not canonical Base64', (text) => {
  expect(fromBase64(text)).toBeUndefined();
});

test('canonical Base64 is read', () => {
  expect(fromBase64('YQ==')).toEqual(Buffer.from('a'));
  expect(fromBase64('')).toEqual(Buffer.alloc(0));
});

test('SHA-256 of "abc" is the value of FIPS 180', () => {
  expect(toHex(sha256(Buffer.from('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('tags have one length, so that no message of one purpose starts a message of another', () => {
  expect(taggedHash(hashTag('a'), Buffer.from('b'))).not.toEqual(taggedHash(hashTag('ab')));
  expect(() => hashTag('seventeen letters')).toThrow(RangeError);
});
