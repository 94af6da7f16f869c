import { maskCnic } from './masked-cnic.js';

test.each([
  ['35202-1234567-1', '35202-*******-1'],
  ['3520212345671', '35202-*******-1'],
  ['35202-1234567', '*****-*******'],
  ['id 7', '** *'],
  ['', ''],
])('%j is shown as %j', (cnic, shown) => {
  expect(maskCnic(cnic)).toBe(shown);
});
