import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { CodeToDeliver } from '@app/identity';
import { MailedCodes, type MailedCodesOptions } from '@app/infrastructure/mail/mailed-codes.js';
import { SmtpMailer } from '@app/infrastructure/mail/smtp-mailer.js';
import { afterEach, describe, expect, it } from '@jest/globals';
import { MailServer } from '../support/mail-server.js';

const FROM = 'Mizan <no-reply@mizan.example>';
const code = (fields: Partial<CodeToDeliver> = {}): CodeToDeliver => ({
  email: 'amina@example.org',
  code: '048213',
  purpose: 'login',
  expiresAtMs: Date.now() + 300_000,
  ...fields,
});

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function mailServer(options?: Parameters<typeof MailServer.start>[0]): Promise<MailServer> {
  const server = await MailServer.start(options);
  closing.push(() => server.stop());
  return server;
}

function mailer(url: string): SmtpMailer {
  const smtp = new SmtpMailer({ url, from: FROM });
  closing.push(() => smtp.close());
  return smtp;
}

function codesBy(url: string, options: MailedCodesOptions = {}) {
  const lost: unknown[] = [];
  const codes = new MailedCodes(mailer(url), { pausesMs: [1], onLost: (error) => lost.push(error), ...options });
  return { codes, lost };
}

describe('a mail with a code', () => {
  it('says in text and in HTML what the code is for, how long it lives, and what to do if you did not ask', async () => {
    const server = await mailServer();
    const arrives = server.next();
    codesBy(server.url).codes.deliver(code());
    const mail = await arrives;
    expect([mail.to, mail.subject]).toEqual([['amina@example.org'], 'Your Mizan login code']);
    expect(mail.raw).toMatch(/^From: Mizan <no-reply@mizan\.example>\r$/m);
    expect(mail.raw).toMatch(/^To: amina@example\.org\r$/m);
    expect(mail.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain('048213');
      expect(body).toContain('log in to Mizan');
      expect(body).toContain('within 5 minutes');
      expect(body).toContain('If you did not ask for it');
      expect(body).not.toMatch(/https?:/);
    }
    expect(mail.html).toMatch(/^<!doctype html>/);
    expect(mail.subject).not.toContain('048213');
  });

  it('names a payment where it is for one', async () => {
    const server = await mailServer();
    const arrives = server.next();
    codesBy(server.url).codes.deliver(code({ purpose: 'payment' }));
    const mail = await arrives;
    expect(mail.subject).toBe('Your Mizan payment code');
    expect(mail.text).toContain('confirm a payment');
  });

  it('goes to one receiver, whatever stands in the address', async () => {
    const server = await mailServer();
    const { codes, lost } = codesBy(server.url);
    for (const email of ['a@example.org, b@example.org', 'a@example.org\r\nBcc: b@example.org', '<a@example.org>']) {
      codes.deliver(code({ email }));
    }
    await codes.flush(20_000);
    const receivers = server.mails.flatMap(({ to }) => to);
    expect(receivers).not.toContain('b@example.org');
    expect(server.mails.length + lost.length).toBe(3);
    for (const { raw } of server.mails) expect(raw).not.toMatch(/^Bcc:/im);
  });

  it('is not sent to an unknown mailbox', async () => {
    const server = await mailServer();
    const { codes, lost } = codesBy(server.url);
    codes.deliver(code({ email: undefined }));
    await codes.flush(20_000);
    expect([server.mails, lost]).toEqual([[], []]);
  });
});

describe('the mail server', () => {
  it.each([
    ['must offer encryption', ['STARTTLS'], 'ETLS'],
    ['must prove who it is', [], 'ESOCKET'],
  ])('%s, unless it is on this machine', async (_, disabledCommands, reason) => {
    const server = await mailServer({ disabledCommands });
    const { port } = new URL(server.url);
    // Leads here, and is not spelled like this machine.
    const { codes, lost } = codesBy(`smtp://[::ffff:127.0.0.1]:${port}`);
    codes.deliver(code());
    await codes.flush(20_000);
    expect(server.mails).toEqual([]);
    expect(lost).toEqual([expect.objectContaining({ code: reason })]);
  });

  it('is asked again after a passing failure, and not after a final one', async () => {
    let refusals = 0;
    const answer = (responseCode: number) => ({
      onRcptTo: (_: unknown, __: unknown, callback: (error?: Error | null) => void) => {
        refusals++;
        if (responseCode < 500 && refusals > 1) return callback();
        callback(Object.assign(new Error('not now'), { responseCode }));
      },
    });
    const busy = await mailServer(answer(450));
    const patient = codesBy(busy.url);
    patient.codes.deliver(code());
    await patient.codes.flush(20_000);
    expect([busy.mails.length, patient.lost, refusals]).toEqual([1, [], 2]);
    refusals = 0;
    const final = await mailServer(answer(550));
    const refused = codesBy(final.url);
    refused.codes.deliver(code());
    await refused.codes.flush(20_000);
    expect([final.mails.length, refused.lost.length, refusals]).toEqual([0, 1, 1]);
  });

  it('that hangs delays no one: the queue is bounded, and when it is full no code is made', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    closing.push(() => {
      silent.close();
      for (const socket of sockets) socket.destroy();
    });
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { codes } = codesBy(`smtp://127.0.0.1:${port}`, { most: 3, atOnce: 1 });
    codes.available();
    for (let count = 0; count < 4; count++) codes.deliver(code({ email: count % 2 ? undefined : 'a@example.org' }));
    expect(() => codes.available()).toThrow('one-time passwords cannot be sent at the moment, try again');
    await codes.flush(10);
  });

  it('is given up when the code has expired', async () => {
    let tries = 0;
    const server = await mailServer({
      onRcptTo: (_, __, callback) => {
        tries++;
        callback(Object.assign(new Error('not now'), { responseCode: 450 }));
      },
    });
    const { codes, lost } = codesBy(server.url, { pausesMs: [1, 60_000], now: () => 0 });
    codes.deliver(code({ expiresAtMs: 30_000 }));
    await codes.flush(20_000);
    expect([tries, lost.length]).toEqual([2, 1]);
  });
});
