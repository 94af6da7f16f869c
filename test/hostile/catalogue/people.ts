import { CANARY, type HostileCase, type HostileCatalogue, named } from '../support/hostile-case.js';

const PERSON = { full_name: 'Amina', email: 'amina@example.org', cnic: '42101-1' };
const NO_TEXTS = [7, true, [], ['a'], {}, { $ne: 1 }, { length: 6 }];
const STRANGE_TEXTS = [
  '<script>alert(1)</script>',
  "'; drop table users; --",
  '\u202egnirts',
  '💩',
  '{{7*7}}',
  '#{7*7}',
  '%00',
];

/** G. Registration and one-time passwords. */
export const PEOPLE: HostileCatalogue = {
  registration: [
    ...Object.keys(PERSON).flatMap((field) => [
      ...['', ' ', '\t\n', 'x'.repeat(10_000)].map((text) =>
        register(`${field} ${named(text)}`, { ...PERSON, [field]: text }, 400),
      ),
      ...NO_TEXTS.map((value) => register(`${field} ${named(value)}`, { ...PERSON, [field]: value }, 400)),
      register(`no ${field}`, { ...PERSON, [field]: undefined }, 400),
      register(`${field} with an escape`, { ...PERSON, [field]: `\u001b[31m${CANARY}` }, 400),
      register(`${field} with a NUL`, { ...PERSON, [field]: `a\0${CANARY}` }, 400),
      register(`${field} with a line separator`, { ...PERSON, [field]: `a\u2028${CANARY}` }, 400),
      register(`${field} with a paragraph separator`, { ...PERSON, [field]: `a\u2029${CANARY}` }, 400),
    ]),
  ],
  'registration of people with strange names': STRANGE_TEXTS.map((text) => ({
    ...register(named(text), { ...PERSON, full_name: text, isAdmin: true, user_id: '1', balance: 10 ** 9 }, 200),
    changes: true,
    says: /^\{"user_id":"[0-9a-f-]{36}","full_name":/,
  })),
  'asking for a one-time password': [
    ...NO_TEXTS.map((email) => post('/auth/request-otp', { email }, 400, named(email))),
    ...['', ' ', `a\0${CANARY}`, 'x'.repeat(10_000)].map((email) =>
      post('/auth/request-otp', { email }, 400, named(email)),
    ),
  ],
  'using a one-time password': [
    ...[
      '000000',
      '12345',
      '1234567',
      ' 123456',
      '１２３４５６',
      '١٢٣٤٥٦',
      '1e5',
      '0x1234',
      "' OR '1'='1",
      '12345a',
      CANARY,
    ].map((otp) => ({
      ...post('/auth/verify-otp', { email: 'amina@example.org', otp }, 401, named(otp)),
      says: '{"success":false,"message":"invalid or expired otp"}',
    })),
    ...['123456', '["123456"]', '{"length":6}', 'true'].map((otp) => ({
      ...post('/auth/verify-otp', {}, 400, `the literal ${named(otp)}`),
      send: () => ({
        method: 'POST',
        target: '/api/v1/auth/verify-otp',
        body: `{"email":"amina@example.org","otp":${otp}}`,
      }),
    })),
    ...['', null].map((otp) => post('/auth/verify-otp', { email: 'amina@example.org', otp }, 400, named(otp))),
  ],
};

function register(name: string, body: object, status: number): HostileCase {
  return post('/register', body, status, name);
}

function post(path: string, body: object, status: number, name: string): HostileCase {
  return {
    name,
    api: 'ledger',
    send: () => ({ method: 'POST', target: `/api/v1${path}`, body: JSON.stringify(body) }),
    status,
  };
}
