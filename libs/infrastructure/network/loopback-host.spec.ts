import { isLoopbackHost } from './loopback-host.js';

test.each(['localhost', '127.0.0.1', '127.1.2.3', '[::1]'])('%s is this machine', (host) => {
  expect(isLoopbackHost(host)).toBe(true);
});

test.each(['::1', '127.0.0.1.example', '127.0.0.999', '10.0.0.1', '0.0.0.0', '[::]', 'localhost.example', ''])(
  '%s is not, or not for sure',
  (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  },
);
