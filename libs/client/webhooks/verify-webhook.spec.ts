import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { InvalidWebhook } from '../errors/invalid-webhook.js';
import { type ReceivedWebhook, verifyWebhook } from './verify-webhook.js';
import type { WebhookTestEvent } from './webhook-event.js';

const secretOf = () => `whsec_${randomBytes(24).toString('base64')}`;
const secret = secretOf();
const event = { id: 'mined-1', type: 'transaction.mined', time: 't', cursor: 'c', data: { txid: 'ü', amount: 7 } };
const payload = JSON.stringify(event).replace('7', '9007199254740993');

/** Headers as a server signs them with the public library. */
function sign(body: string, { with: secrets = [secret], at = new Date() } = {}) {
  return {
    'webhook-id': 'mined-1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((one) => new Webhook(one).sign('mined-1', at, body)).join(' '),
  };
}

const codeOf = (received: Partial<ReceivedWebhook>) =>
  verifyWebhook({ payload, headers: sign(payload), secret, ...received }).then(
    () => 'taken',
    (error) => (error instanceof InvalidWebhook ? error.code : `${error.name}: ${error.message}`),
  );

describe('verifyWebhook', () => {
  it('takes what the public library signed, in every form in which it comes, with exact units', async () => {
    const headers = sign(payload);
    new Webhook(secret).verify(payload, headers);
    const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]));
    for (const given of [headers, upper, new Headers(headers)]) {
      for (const body of [payload, Buffer.from(payload)]) {
        const heard = await verifyWebhook({ payload: body, headers: given, secret });
        expect(heard).toEqual({ ...event, data: { txid: 'ü', amount: 9007199254740993n } });
        if (heard.type === 'transaction.mined') expect(heard.data.amount + 1n).toBe(9007199254740994n);
      }
    }
    expect(await codeOf({ secret: secret.slice('whsec_'.length) })).toBe('taken');
  });

  it('leaves the money of the registry the text that it is', async () => {
    const body = '{"id":"1","type":"deposit.seen","data":{"units":"9007199254740993"}}';
    const heard = await verifyWebhook({ payload: body, headers: sign(body), secret });
    expect(heard.data).toEqual({ units: '9007199254740993' });
  });

  it('knows the test of a webhook by its type', async () => {
    const body = '{"id":"test-1","type":"webhook.test","time":"t","data":{"webhook":"w"}}';
    const heard = await verifyWebhook({ payload: body, headers: sign(body), secret });
    expect(heard.type === 'webhook.test' && (heard as WebhookTestEvent).data.webhook).toBe('w');
  });

  it('takes one of several secrets and of several signatures, as while a secret is replaced', async () => {
    const next = secretOf();
    expect(await codeOf({ secret: undefined, secrets: [next, secret] })).toBe('taken');
    expect(await codeOf({ secret: next, headers: sign(payload, { with: [secretOf(), next] }) })).toBe('taken');
    expect(await codeOf({ secret: next })).toBe('signature');
    const headers = sign(payload);
    const later = { ...headers, 'webhook-signature': `v1a,AAAA v2,xx ${headers['webhook-signature']}` };
    expect(await codeOf({ headers: later })).toBe('taken');
  });

  it('refuses what was changed on the way', async () => {
    const headers = sign(payload);
    const seconds = Number(headers['webhook-timestamp']);
    const signature = headers['webhook-signature'];
    expect(await codeOf({ payload: payload.replace('993', '994') })).toBe('signature');
    for (const [changed, code] of [
      [{ 'webhook-id': 'mined-2' }, 'signature'],
      [{ 'webhook-timestamp': String(seconds - 1) }, 'signature'],
      [{ 'webhook-signature': signature.replace('v1,', 'v2,') }, 'signature'],
      [{ 'webhook-signature': signature.replace(/.=$/, '=') }, 'signature'],
      [{ 'webhook-signature': 'v1,' }, 'signature'],
      [{ 'webhook-signature': 'v1,%%%' }, 'signature'],
      [{ 'webhook-signature': undefined }, 'headers'],
      [{ 'webhook-id': '' }, 'headers'],
      [{ 'webhook-timestamp': `${seconds}.5` }, 'timestamp'],
      [{ 'webhook-timestamp': 'now' }, 'timestamp'],
    ] as const) {
      expect([changed, await codeOf({ headers: { ...headers, ...changed } })]).toEqual([changed, code]);
    }
  });

  it('refuses what is older or newer than the tolerance', async () => {
    const of = (seconds: number) => sign(payload, { at: new Date(Date.now() + seconds * 1000) });
    expect(await codeOf({ headers: of(-298) })).toBe('taken');
    expect(await codeOf({ headers: of(-302) })).toBe('timestamp');
    expect(await codeOf({ headers: of(302) })).toBe('timestamp');
    expect(await codeOf({ headers: of(-302), tolerance: 600 })).toBe('taken');
    expect(await codeOf({ headers: of(-5), tolerance: 2 })).toBe('timestamp');
  });

  it('refuses a signed body that cannot be read, and a secret that is none', async () => {
    for (const body of ['', 'x', '{"id":"1"'])
      expect(await codeOf({ payload: body, headers: sign(body) })).toBe('payload');
    expect(await codeOf({ secret: undefined })).toBe('TypeError: give the secret of the webhook');
    for (const none of ['', 'whsec_', 'whsec_%'])
      expect(await codeOf({ secret: none })).toBe('TypeError: the secret of a webhook is whsec_ and Base64');
  });
});
