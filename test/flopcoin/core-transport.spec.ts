import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CoreConnectionOptions, connectToCore } from '@app/infrastructure/flopcoin/core-connection.js';
import { CookieFileCredentials, PasswordCredentials } from '@app/infrastructure/flopcoin/core-credentials.js';
import type { FlopcoinBackend } from '@app/infrastructure/flopcoin/flopcoin-backend.js';
import { type RpcObservation, RpcObserver } from '@app/infrastructure/flopcoin/rpc-observer.js';
import { CoreAnswerMalformed, CoreTimeout, CoreUnavailable, WrongChainOrWallet } from '@app/node-wallet';
import { type FakeCall, FakeCore, type FakeReply, ok, refused } from '../support/fake-core.js';
import { freePort } from '../support/free-port.js';

const GENESIS = 'e0'.repeat(32);
const TIP = 'ab'.repeat(32);
const ADDRESS = 'mpVznpx4dY885T9smTxppWj5LFSAmAZonU';
const HEX = '00';

class Notes extends RpcObserver {
  readonly all: RpcObservation[] = [];

  override observe(observation: RpcObservation): void {
    this.all.push(observation);
  }
}

/** A healthy daemon, as far as these tests ask. */
function healthy({ method }: FakeCall): FakeReply {
  switch (method) {
    case 'getblockhash':
      return ok(`"${GENESIS}"`);
    case 'getblockchaininfo':
      return ok(`{"chain":"regtest","blocks":30,"bestblockhash":"${TIP}","initialblockdownload":false}`);
    case 'getnetworkinfo':
      return ok('{"subversion":"/Floptoshi:2.0.0/","connections":0,"relayfee":0.00100000}');
    case 'getwalletinfo':
      return ok(
        '{"balance":1.00000000,"unconfirmed_balance":0.00000000,"immature_balance":0.00000000,"hdmasterkeyid":"aa"}',
      );
    case 'validateaddress':
      return ok('{"isvalid":false}');
    case 'getnewaddress':
      return ok(`"${ADDRESS}"`);
    case 'sendrawtransaction':
      return ok(`"${TIP}"`);
    default:
      return refused(-32601);
  }
}

describe('the way to Core', () => {
  let core: FakeCore;
  let backend: FlopcoinBackend;
  let notes: Notes;
  const connect = (options: Partial<CoreConnectionOptions> = {}) => {
    notes = new Notes();
    backend = connectToCore({
      host: '127.0.0.1',
      port: core.port,
      credentials: new PasswordCredentials('user', 'pass'),
      timeoutMs: 400,
      observer: notes,
      ...options,
    });
  };
  /** The next call of `method` gets `reply`, everything else is healthy. */
  const once = (method: string, reply: FakeReply) => {
    let done = false;
    core.reply = (call) => {
      if (done || call.method !== method) return healthy(call);
      done = true;
      return reply;
    };
  };
  const validate = () => backend.wallet.validateAddress(ADDRESS);

  beforeEach(async () => {
    core = await FakeCore.start(healthy);
    connect();
  });

  afterEach(async () => {
    await backend.close();
    await core.stop();
  });

  it('sends the password, positional parameters, and no more than one call', async () => {
    expect(await backend.wallet.newAddress('node-1')).toBe(ADDRESS);
    const authorization = `Basic ${Buffer.from('user:pass').toString('base64')}`;
    expect(core.calls).toEqual([{ method: 'getnewaddress', params: ['node-1'], authorization }]);
  });

  it('says that Core is not available when nothing listens, for reads and writes alike', async () => {
    connect({ port: await freePort() });
    await expect(validate()).rejects.toMatchObject({ code: 'core_unavailable', reason: 'down', retryAfterSeconds: 5 });
    await expect(backend.payments.broadcast(HEX)).rejects.toBeInstanceOf(CoreUnavailable);
  });

  it.each([
    ['a wrong password', { status: 401, body: '' }, 'credentials'],
    ['a full work queue', { status: 500, body: 'Work queue depth exceeded' }, 'queue_full'],
    ['a wrong path', { status: 404, body: '' }, 'not_core'],
    ['another server', { status: 405, body: 'JSONRPC server handles only POST requests' }, 'not_core'],
    ['warm-up', refused(-28), 'warming_up'],
  ])('knows that after %s nothing was done, even of a payment', async (_, reply, reason) => {
    core.reply = () => reply;
    await expect(validate()).rejects.toMatchObject({ code: 'core_unavailable', reason });
    await expect(backend.payments.broadcast(HEX)).rejects.toMatchObject({ code: 'core_unavailable', reason });
    expect(core.called('sendrawtransaction')).toHaveLength(1);
  });

  it('gives up on a Core that hangs, at the time agreed, and leaves the fate of the call open', async () => {
    core.reply = () => 'never_answer';
    const started = performance.now();
    await expect(backend.payments.broadcast(HEX)).rejects.toBeInstanceOf(CoreTimeout);
    await expect(validate()).rejects.toBeInstanceOf(CoreTimeout);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(core.calls).toHaveLength(2);
  });

  it.each(['close_without_answer', 'cut_in_the_middle'] as const)(
    'asks a question twice and gives an order once: %s',
    async (fault) => {
      once('validateaddress', fault);
      expect(await validate()).toEqual({ valid: false });
      expect(core.called('validateaddress')).toHaveLength(2);
      for (const [method, order] of [
        ['sendrawtransaction', () => backend.payments.broadcast(HEX)],
        ['getnewaddress', () => backend.wallet.newAddress('n')],
      ] as const) {
        once(method, fault);
        await expect(order()).rejects.toBeInstanceOf(CoreTimeout);
        expect(core.called(method)).toHaveLength(1);
      }
    },
  );

  it('does not ask a third time', async () => {
    core.reply = () => 'close_without_answer';
    await expect(validate()).rejects.toMatchObject({ code: 'core_unavailable', reason: 'down' });
    expect(core.calls).toHaveLength(2);
  });

  it('survives that Core has closed an idle connection', async () => {
    await validate();
    core.dropConnections();
    await sleep(20);
    expect(await backend.payments.broadcast(HEX)).toEqual({ kind: 'accepted' });
  });

  it('refuses to read an answer without end', async () => {
    connect({ maxAnswerBytes: 10_000 });
    core.reply = () => ok(`"${'x'.repeat(20_000)}"`);
    await expect(validate()).rejects.toBeInstanceOf(CoreAnswerMalformed);
    await expect(backend.wallet.newAddress('n')).rejects.toBeInstanceOf(CoreTimeout);
  });

  it('believes no nonsense: a read is refused, the fate of an order is open', async () => {
    core.reply = () => ({ status: 200, body: '<html>' });
    await expect(backend.wallet.totals()).rejects.toBeInstanceOf(CoreAnswerMalformed);
    await expect(backend.payments.broadcast(HEX)).rejects.toBeInstanceOf(CoreTimeout);
  });

  it.each(['"1.5"', '0.12345678901234567890', '-1.00000000', '1e3', 'null', '"NaN"', '{}'])(
    'makes of a balance of %s either exact units or nothing',
    async (literal) => {
      core.reply = (call) =>
        call.method === 'getwalletinfo'
          ? ok(`{"balance":${literal},"unconfirmed_balance":0.00000000,"immature_balance":0.00000000}`)
          : healthy(call);
      const totals = await backend.wallet.totals().catch((error: unknown) => error);
      if (literal === '"1.5"') expect(totals).toMatchObject({ trustedUnits: 150_000_000n });
      else expect(totals).toBeInstanceOf(CoreAnswerMalformed);
    },
  );

  it('opens four connections at most, and does not let more than fit wait', async () => {
    core.reply = async (call) => {
      await sleep(5);
      return healthy(call);
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, validate));
    expect(core.mostOpen).toBe(4);
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(failed).toHaveLength(100 - 68);
    for (const outcome of failed) expect(outcome.reason).toMatchObject({ reason: 'queue_full' });
  });

  it('counts time spent waiting for a connection, and what never left was surely not done', async () => {
    core.reply = () => 'never_answer';
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => backend.payments.broadcast(HEX)));
    const codes = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code);
    expect(codes.filter((code) => code === 'core_timeout')).toHaveLength(4);
    expect(codes.filter((code) => code === 'core_unavailable')).toHaveLength(2);
    expect(core.called('sendrawtransaction')).toHaveLength(4);
  });

  it('reads the cookie anew when a restarted Core no longer knows the old one', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'mizan-cookie-'));
    const path = join(directory, '.cookie');
    connect({ credentials: new CookieFileCredentials(path) });
    await expect(validate()).rejects.toMatchObject({ reason: 'down' });
    let cookie = '__cookie__:first';
    core.reply = (call) =>
      call.authorization === `Basic ${Buffer.from(cookie).toString('base64')}`
        ? healthy(call)
        : { status: 401, body: '' };
    await writeFile(path, cookie);
    expect(await backend.payments.broadcast(HEX)).toEqual({ kind: 'accepted' });
    cookie = '__cookie__:second';
    await writeFile(path, cookie);
    expect(await backend.payments.broadcast(HEX)).toEqual({ kind: 'accepted' });
    expect(core.called('sendrawtransaction')).toHaveLength(3);
    cookie = '__cookie__:third';
    await expect(validate()).rejects.toMatchObject({ reason: 'credentials' });
    await rm(directory, { recursive: true });
  });

  it('tells its observer how every call went', async () => {
    await validate();
    once('sendrawtransaction', refused(-26));
    await backend.payments.broadcast(HEX);
    once('getnewaddress', refused(-12));
    await backend.wallet.newAddress('n').catch(() => undefined);
    core.reply = () => 'never_answer';
    await validate().catch(() => undefined);
    expect(notes.all.map(({ method, outcome, coreCode }) => [method, outcome, coreCode])).toEqual([
      ['validateaddress', 'ok', undefined],
      ['sendrawtransaction', 'refused', -26],
      ['getnewaddress', 'refused', -12],
      ['validateaddress', 'timeout', undefined],
    ]);
    expect(notes.all.at(-1)!.durationMs).toBeGreaterThanOrEqual(399);
  });

  describe('with a pinned identity', () => {
    const swapWallet = () => {
      core.reply = (call) => (call.method === 'getwalletinfo' ? ok('{"hdmasterkeyid":"bb"}') : healthy(call));
      core.dropConnections();
    };

    beforeEach(async () => backend.node.pin(await backend.node.identity()));

    it('looks who is there once per connection, not once per call', async () => {
      for (let call = 0; call < 10; call++) await validate();
      expect(core.called('getwalletinfo')).toHaveLength(2);
    });

    it('gives no order to a Core that came back with another wallet', async () => {
      await backend.wallet.newAddress('n');
      swapWallet();
      await sleep(20);
      await expect(backend.wallet.newAddress('n')).rejects.toBeInstanceOf(WrongChainOrWallet);
      await expect(backend.payments.broadcast(HEX)).rejects.toBeInstanceOf(WrongChainOrWallet);
      await expect(backend.wallet.transaction(TIP)).rejects.toBeInstanceOf(WrongChainOrWallet);
      expect(core.called('getnewaddress')).toHaveLength(1);
      expect(core.called('sendrawtransaction')).toHaveLength(0);
    });

    it('throws away an answer during which Core was swapped', async () => {
      await validate();
      let swapped = false;
      core.reply = (call) => {
        if (call.method !== 'validateaddress' || swapped) return healthy(call);
        swapped = true;
        swapWallet();
        return 'close_without_answer';
      };
      await expect(validate()).rejects.toBeInstanceOf(WrongChainOrWallet);
      expect(swapped).toBe(true);
    });

    it('takes the right one back as soon as it is there', async () => {
      swapWallet();
      await expect(validate()).rejects.toBeInstanceOf(WrongChainOrWallet);
      core.reply = healthy;
      core.dropConnections();
      await sleep(20);
      expect(await validate()).toEqual({ valid: false });
    });
  });
});
