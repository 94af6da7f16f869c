import { JsonNumber } from '@app/infrastructure/http/json-value.js';
import { canonicalJson } from './canonical-json.js';

describe('the one spelling of a body', () => {
  it('sorts keys, leaves out spaces and keeps numbers as they were written', () => {
    const value = { b: [true, null, { z: 'ü"\n', a: JsonNumber.of('10.0') }], a: '' };
    expect(canonicalJson(value)).toBe('{"a":"","b":[true,null,{"a":10.0,"z":"ü\\"\\n"}]}');
  });
});
