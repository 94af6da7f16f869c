import { maskCnic } from './personal-data.js';

it.each([
  ['35202-1234567-1', '35202-*******-1'],
  ['3520212345671', '35202-*******-1'],
  ['35202 1234567 1', '35202-*******-1'],
  ['３５２０２–１２３４５６７–１', '35202-*******-1'],
  ['35202-1234567', '*****-*******'],
  ['id 7', '** *'],
  ['', ''],
])('of a CNIC, the middle is hidden: %j is shown as %j', (cnic, shown) => {
  expect(maskCnic(cnic)).toBe(shown);
});
