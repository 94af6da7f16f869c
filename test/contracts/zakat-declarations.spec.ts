import { randomBytes, randomUUID } from 'node:crypto';
import {
  type DeclaredDebt,
  defaultZakatPolicy,
  type FiledExemption,
  KeyTaken,
  type PolicyVersion,
  parseDay,
  type RecordedNisab,
  TooManyDeclarations,
  WalletNotRegistered,
} from '@app/zakat';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LEDGER_STORAGE_KINDS } from '../support/running-ledger.js';
import { claimMade, NOON_MS, openZakatStores, registeredWallet, type ZakatStores } from './zakat-stores.js';

jest.setTimeout(60_000);

const AUTHOR = 'administrator:amina';

const policyVersion = (version: number): PolicyVersion => ({
  version,
  policy: {
    ...defaultZakatPolicy(2),
    rate: 'solar',
    hawl: 'per_lot',
    debts: 'twelve_months',
    excluded: ['ab'.repeat(32), 'cd'.repeat(32)],
    minimumDeduction: 10n ** 17n,
  },
  author: AUTHOR,
  createdAtMs: NOON_MS + version,
});

const silver = (fields: Partial<RecordedNisab> = {}): RecordedNisab => ({
  id: randomUUID(),
  standard: 'silver',
  grams: '612.36',
  pricePerGram: '822.276929',
  units: 503_530n,
  source: 'a notification',
  asOf: parseDay('2026-02-01'),
  author: AUTHOR,
  createdAtMs: NOON_MS,
  ...fields,
});

const debtOf = (walletAddress: string, fields: Partial<DeclaredDebt> = {}): DeclaredDebt => ({
  id: randomUUID(),
  walletAddress,
  amount: 5_000n,
  dueOn: parseDay('2027-01-31'),
  note: undefined,
  declaredBy: 'anonymous',
  declaredAtMs: NOON_MS,
  settledOn: undefined,
  ...fields,
});

const cz50Of = (walletAddress: string, fields: Partial<FiledExemption> = {}): FiledExemption => ({
  id: randomUUID(),
  walletAddress,
  kind: 'cz50',
  fiqh: 'Fiqh-e-Jafria',
  swornOn: parseDay('2026-11-01'),
  filedOn: parseDay('2026-11-02'),
  documentSha256: 'ef'.repeat(32),
  note: 'on paper',
  filedBy: AUTHOR,
  filedAtMs: NOON_MS,
  acceptedOn: undefined,
  acceptedBy: undefined,
  endedOn: undefined,
  endedBy: undefined,
  ...fields,
});

describe.each(LEDGER_STORAGE_KINDS)('what zakat is reckoned by, on %s', (kind) => {
  let stores: ZakatStores;
  beforeAll(async () => {
    stores = await openZakatStores(kind);
  });
  afterAll(() => stores?.stop());

  const trail = (subject: string) =>
    stores.database.query<{ actor: string; action: string }>(
      'SELECT actor, action FROM audit_log WHERE subject = $1 ORDER BY number',
      [subject],
    );

  it('policies are versions: of two that set the next one, one does', async () => {
    const { policies } = stores;
    expect(await policies.latest()).toBeUndefined();
    expect(await policies.append(policyVersion(2))).toBe(false);
    expect(await policies.append(policyVersion(1))).toBe(true);
    const both = await Promise.all([policies.append(policyVersion(2)), policies.append(policyVersion(2))]);
    expect(both.sort()).toEqual([false, true]);
    expect(await policies.append(policyVersion(1))).toBe(false);
    expect(await policies.latest()).toEqual(policyVersion(2));
    expect(await policies.version(1)).toEqual(policyVersion(1));
    expect(await policies.version(3)).toBeUndefined();
    expect(await policies.page(undefined, 9)).toEqual([policyVersion(2), policyVersion(1)]);
    expect(await policies.page(2, 9)).toEqual([policyVersion(1)]);
    expect(await trail('2')).toEqual([{ actor: AUTHOR, action: 'zakat_policy_set' }]);
  });

  it('snapshots of nisab come back exactly, in the order in which they are in force', async () => {
    const { nisab } = stores;
    const [late, early, again] = [silver(), silver({ asOf: parseDay('2025-01-01') }), silver({ source: 'corrected' })];
    const fixed = silver({ standard: 'fixed', grams: undefined, pricePerGram: undefined, units: 1n });
    for (const snapshot of [late, early, again, fixed]) await nisab.record(snapshot, undefined);
    expect(await nisab.find(late.id)).toEqual(late);
    expect(await nisab.find(randomUUID())).toBeUndefined();
    expect(await nisab.ofStandard('silver')).toEqual([early, late, again]);
    expect(await nisab.ofStandard('fixed')).toEqual([fixed]);
    const newest = await nisab.page(undefined, 2);
    expect(newest).toMatchObject([fixed, again]);
    expect(await nisab.page(newest[1]!.number, 9)).toMatchObject([early, late]);
    expect(await trail(fixed.id)).toEqual([{ actor: AUTHOR, action: 'zakat_nisab_recorded' }]);
  });

  it('a nisab that is not what its grams cost is refused by the table', async () => {
    for (const wrong of [silver({ units: 503_529n }), silver({ grams: undefined }), silver({ standard: 'fixed' })])
      await expect(stores.nisab.record(wrong, undefined)).rejects.toThrow();
  });

  it('calendars are versions, with the months that were moved', async () => {
    const { calendars } = stores;
    const overrides = [{ month: { year: 1447, month: 9 }, firstDay: parseDay('2026-02-19') }];
    const [first, second] = [[], overrides].map((moved, place) => ({
      version: place + 1,
      overrides: moved,
      author: AUTHOR,
      createdAtMs: NOON_MS,
    }));
    expect(await calendars.latest()).toBeUndefined();
    expect(await calendars.append(first!)).toBe(true);
    expect(await calendars.append(second!)).toBe(true);
    expect(await calendars.append(second!)).toBe(false);
    expect(await calendars.latest()).toEqual(second);
    expect(await calendars.version(1)).toEqual(first);
  });

  it('debts are listed by wallet, and settled once', async () => {
    const { debts } = stores;
    const [wallet, other] = [await registeredWallet(stores), await registeredWallet(stores)];
    const [one, two] = [debtOf(wallet), debtOf(wallet, { note: 'a loan', amount: 10n ** 18n })];
    for (const debt of [one, debtOf(other), two]) await debts.declare(debt, undefined);
    const listed = await debts.page({ walletAddress: wallet, afterNumber: undefined, limit: 9 });
    expect(listed).toMatchObject([one, two]);
    expect(await debts.page({ walletAddress: wallet, afterNumber: listed[0]!.number, limit: 9 })).toMatchObject([two]);
    expect(await debts.page({ walletAddress: undefined, afterNumber: undefined, limit: 9 })).toHaveLength(3);
    const [first, second] = ['2026-12-01', '2026-12-02'].map((day) => ({
      settledOn: parseDay(day),
      settledBy: AUTHOR,
      settledAtMs: NOON_MS,
    }));
    await debts.settle(one.id, first!);
    await debts.settle(one.id, second!);
    expect(await debts.find(one.id)).toEqual({ ...one, settledOn: first!.settledOn });
    expect(await debts.find(two.id)).toEqual(two);
    expect((await trail(one.id)).map(({ action }) => action)).toEqual(['zakat_debt_declared', 'zakat_debt_settled']);
  });

  it('exemptions are accepted once and ended once, and not accepted after their end', async () => {
    const { exemptions } = stores;
    const wallet = await registeredWallet(stores);
    const [filed, plain] = [
      cz50Of(wallet),
      cz50Of(wallet, { kind: 'non_muslim', fiqh: undefined, swornOn: undefined }),
    ];
    for (const exemption of [filed, plain]) await exemptions.file(exemption, undefined);
    const page = { walletAddress: wallet, afterNumber: undefined, limit: 9 };
    expect(await exemptions.page(page)).toMatchObject([filed, plain]);
    const decide = (day: string, by: string) => ({ on: parseDay(day), by, atMs: NOON_MS });
    await exemptions.accept(filed.id, decide('2026-11-05', 'administrator:bilal'));
    await exemptions.accept(filed.id, decide('2026-11-06', AUTHOR));
    await exemptions.end(filed.id, decide('2026-12-01', AUTHOR));
    await exemptions.end(filed.id, decide('2026-12-02', AUTHOR));
    const accepted = { acceptedOn: parseDay('2026-11-05'), acceptedBy: 'administrator:bilal' };
    const ended = { endedOn: parseDay('2026-12-01'), endedBy: AUTHOR };
    expect(await exemptions.find(filed.id)).toEqual({ ...filed, ...accepted, ...ended });
    await exemptions.end(plain.id, decide('2026-12-01', AUTHOR));
    await exemptions.accept(plain.id, decide('2026-12-01', AUTHOR));
    expect(await exemptions.find(plain.id)).toEqual({ ...plain, ...ended });
    expect((await trail(filed.id)).map(({ action }) => action)).toEqual([
      'zakat_exemption_filed',
      'zakat_exemption_accepted',
      'zakat_exemption_ended',
    ]);
  });

  it('nothing is declared for a wallet of no one, nor without end', async () => {
    const stranger = randomBytes(32).toString('hex');
    await expect(stores.debts.declare(debtOf(stranger), undefined)).rejects.toBeInstanceOf(WalletNotRegistered);
    await expect(stores.exemptions.file(cz50Of(stranger), undefined)).rejects.toBeInstanceOf(WalletNotRegistered);
    const wallet = await registeredWallet(stores);
    await stores.database.query(
      `INSERT INTO zakat_exemptions (id, wallet_address, kind, filed_on, filed_by, filed_at)
       SELECT gen_random_uuid(), $1, 'non_citizen', '2026-11-02', 'a test', now() FROM generate_series(1, 100)`,
      [Buffer.from(wallet, 'hex')],
    );
    await expect(stores.exemptions.file(cz50Of(wallet), undefined)).rejects.toBeInstanceOf(TooManyDeclarations);
  });

  it('a key stands for one record, and is taken with it or not at all', async () => {
    const [claim, wallet] = [claimMade(), await registeredWallet(stores)];
    const [debt, second] = [debtOf(wallet), debtOf(wallet)];
    await stores.debts.declare(debt, claim);
    expect(await stores.made.find(claim.keyHash, NOON_MS)).toEqual({ requestHash: claim.requestHash, id: debt.id });
    expect(await stores.made.find(claim.keyHash, claim.expiresAtMs)).toBeUndefined();
    await expect(stores.debts.declare(second, claim)).rejects.toBeInstanceOf(KeyTaken);
    await expect(stores.nisab.record(silver(), claim)).rejects.toBeInstanceOf(KeyTaken);
    expect(await stores.debts.find(second.id)).toBeUndefined();
    const none = claimMade();
    await expect(stores.debts.declare(debtOf(randomBytes(32).toString('hex')), none)).rejects.toThrow();
    expect(await stores.made.find(none.keyHash, NOON_MS)).toBeUndefined();
  });

  it.each([
    'zakat_policies',
    'zakat_nisab',
    'zakat_calendars',
    'zakat_debts',
    'zakat_debt_settlements',
    'zakat_exemptions',
    'zakat_exemption_acceptances',
    'zakat_exemption_endings',
  ])('no row of %s is changed or deleted', async (table) => {
    for (const sql of [`DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`])
      await expect(stores.database.query(sql)).rejects.toThrow();
  });
});
