import { request } from 'node:http';
import { type ProbeApp, startProbe } from './support/probe-app.js';

function post(probe: ProbeApp, headers: Record<string, string>, body = '{"name":"n"}'): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: probe.port, method: 'POST', path: '/probe/fields', headers };
    const sent = request(options, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve([answer.statusCode!, text]));
    });
    sent.on('error', reject).end(body);
  });
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const REFUSED = [415, 'send Content-Type: application/json\n'];

describe('JSON under another type', () => {
  let demo: ProbeApp;
  let strict: ProbeApp;
  beforeAll(async () => {
    demo = await startProbe({ anyContentType: true });
    strict = await startProbe({});
  });
  afterAll(async () => {
    await demo.app.close();
    await strict.app.close();
  });

  it('is read in a demo, as curl sends it', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=b'])
      expect((await post(demo, { 'Content-Type': type }))[0]).toBe(200);
  });

  it('is not read from a browser', async () => {
    const origin = `http://127.0.0.1:${demo.port}`;
    for (const [name, value] of [
      ['Origin', origin],
      ['Sec-Fetch-Site', 'same-origin'],
      ['Sec-Fetch-Site', 'none'],
    ] as const)
      expect(await post(demo, { ...FORM, [name]: value })).toEqual(REFUSED);
  });

  it('is not read elsewhere', async () => {
    expect(await post(strict, FORM)).toEqual(REFUSED);
  });

  it('is told the type to send when it is not JSON', async () => {
    expect(await post(demo, FORM, 'name=n')).toEqual(REFUSED);
  });
});

describe('an origin that CORS refuses', () => {
  it('is one line in the log, and inventors of origins get no more than twenty', async () => {
    const probe = await startProbe({ corsOrigins: ['https://good.example'] });
    try {
      const refused = () => probe.logLines().filter(({ msg }) => String(msg).startsWith('CORS refused'));
      for (let turn = 0; turn < 3; turn++) {
        await post(probe, { Origin: 'https://app.example', 'Content-Type': 'application/json' });
        await post(probe, { Origin: 'https://good.example', 'Content-Type': 'application/json' });
        await post(probe, { Origin: `http://127.0.0.1:${probe.port}`, 'Content-Type': 'application/json' });
      }
      expect(refused().map(({ origin }) => origin)).toEqual(['https://app.example']);
      for (let turn = 0; turn < 60; turn++) await post(probe, { Origin: `https://${turn}.${'x'.repeat(500)}.example` });
      expect(refused()).toHaveLength(20);
      for (const { origin } of refused()) expect(String(origin).length).toBeLessThanOrEqual(200);
    } finally {
      await probe.app.close();
    }
  });
});
