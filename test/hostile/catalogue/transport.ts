import { type Api, CANARY, type HostileCase, type HostileCatalogue } from '../support/hostile-case.js';

const ROUTES: Record<Api, { read: string; write: string; body: string; bodyless: string }> = {
  ledger: {
    read: '/api/v1/chain',
    write: '/api/v1/auth/request-otp',
    body: '{"email":"someone@example.org"}',
    bodyless: '/api/v1/zakat/run',
  },
  registry: {
    read: '/nodes',
    write: '/nodes/capabilities/query',
    body: '{"capabilities":["gpu"]}',
    bodyless: '/wallet/node-rich/new-address',
  },
};

/** A. Framing, headers and methods, on any route. */
export const TRANSPORT: HostileCatalogue = Object.fromEntries(
  (['ledger', 'registry'] as const).flatMap((api) => [
    [`framing, ${api}`, framing(api)],
    [`headers, ${api}`, heads(api)],
    [`methods, ${api}`, methods(api)],
    [`what is ignored, ${api}`, ignored(api)],
  ]),
);

function framing(api: Api): HostileCase[] {
  const { write, body, bodyless, read } = ROUTES[api];
  const post = `POST ${write} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
  const smuggled = `POST ${bodyless} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`;
  const get = `GET ${read} HTTP/1.1\r\n`;
  const broken: [name: string, bytes: string][] = [
    [
      'both Content-Length and chunked',
      `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'chunked, then Content-Length',
      `${post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    ['two Content-Lengths', `${post}Content-Length: ${body.length}\r\nContent-Length: 1\r\n\r\n${body}`],
    ['a list of Content-Lengths', `${post}Content-Length: ${body.length}, 1\r\n\r\n${body}`],
    ['a negative Content-Length', `${post}Content-Length: -1\r\n\r\n${body}`],
    ['a signed Content-Length', `${post}Content-Length: +${body.length}\r\n\r\n${body}`],
    ['a hexadecimal Content-Length', `${post}Content-Length: 0x20\r\n\r\n${body}`],
    ['a Content-Length past 64 bits', `${post}Content-Length: 18446744073709551617\r\n\r\n${body}`],
    ['Transfer-Encoding: xchunked', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['Transfer-Encoding: chunked, identity', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ['Transfer-Encoding with a vertical tab', `${post}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`],
    ['a chunk of no size', `${post}Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n`],
    ['a chunk larger than 64 bits', `${post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n`],
    ['a space before the colon', `${post}Content-Length : ${body.length}\r\n\r\n${body}`],
    ['a folded header', `${get}Host: localhost\r\nX-A: b\r\n ${CANARY}\r\n\r\n`],
    ['a line break hidden in a header', `${get}Host: localhost\r\nX-A: b\rSet-Cookie: ${CANARY}\r\n\r\n`],
    ['a NUL in a header', `${get}Host: localhost\r\nX-A: ${CANARY}\0\r\n\r\n`],
    ['a header without a name', `${get}Host: localhost\r\n: ${CANARY}\r\n\r\n`],
    ['a space in the target', `GET ${read} ${CANARY} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['an unknown method', `GETT ${read} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['a method in lower case', `get ${read} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['HTTP/9.9', `GET ${read} HTTP/9.9\r\nHost: localhost\r\n\r\n`],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
    ['no HTTP at all', `EHLO ${CANARY}\r\n\r\n`],
  ];
  return [
    ...broken.map(([name, bytes]) => ({ name, api, send: () => bytes, status: 400, closes: true })),
    {
      name: 'garbage after a request, which is answered',
      api,
      send: () => `${post}Content-Length: ${body.length}\r\n\r\n${body}${CANARY}\r\n\r\n`,
      status: [200, 400],
      closes: true,
    },
    {
      name: 'CONNECT',
      api,
      send: () => 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n',
      status: 405,
      closes: true,
    },
    {
      name: 'Expect: miracles',
      api,
      send: () => `${post}Expect: ${CANARY}\r\nContent-Length: 0\r\n\r\n`,
      status: 417,
      closes: true,
    },
  ];
}

function heads(api: Api): HostileCase[] {
  const { read, bodyless } = ROUTES[api];
  const get =
    (headers: Record<string, string>, target = read) =>
    () => ({ target, headers });
  const crossSite =
    (site: string, more: Record<string, string> = {}) =>
    () => ({
      method: 'POST',
      target: bodyless,
      headers: { 'Sec-Fetch-Site': site, ...more },
    });
  return [
    { name: 'no Host', api, send: get({ Host: '' }), status: 400, closes: true },
    {
      name: 'two Hosts',
      api,
      send: () => `GET ${read} HTTP/1.1\r\nHost: localhost\r\nHost: 127.0.0.1\r\n\r\n`,
      status: 400,
      closes: true,
    },
    { name: 'the Host of a stranger', api, send: get({ Host: `${CANARY}.example` }), status: 421 },
    { name: 'a Host that only begins like ours', api, send: get({ Host: 'localhost.evil.example' }), status: 421 },
    { name: 'a Host with a user', api, send: get({ Host: 'localhost@evil.example' }), status: 421 },
    {
      name: 'an absolute target of a stranger',
      api,
      send: get({ Host: 'evil.example' }, `http://evil.example${read}`),
      status: 421,
    },
    { name: 'an absolute target of ours', api, send: get({}, `http://localhost${read}`), status: 200 },
    { name: '20 KB of one header', api, send: get({ 'X-Large': 'a'.repeat(20_000) }), status: 431, closes: true },
    { name: 'a target of 20 KB', api, send: get({}, `${read}?${'a'.repeat(20_000)}`), status: 431, closes: true },
    {
      name: '500 headers',
      api,
      send: () => `GET ${read} HTTP/1.1\r\nHost: localhost\r\n${'a: b\r\n'.repeat(500)}\r\n`,
      status: 431,
    },
    {
      name: 'a POST of a browser that sends only the Origin of another site',
      api,
      send: () => ({ method: 'POST', target: bodyless, headers: { Origin: `http://${CANARY}.example` } }),
      status: 403,
    },
    { name: 'a POST from a page of another site', api, send: crossSite('cross-site'), status: 403 },
    { name: 'a POST from a page of a sister site', api, send: crossSite('same-site'), status: 403 },
    {
      name: 'a POST from a page of another site that claims to be none',
      api,
      send: crossSite('cross-site', { Origin: 'null' }),
      status: 403,
    },
  ];
}

function methods(api: Api): HostileCase[] {
  const { read, write } = ROUTES[api];
  const strange = ['TRACE', 'PROPFIND', 'PURGE', 'MKCOL', 'REPORT', 'QUERY', 'SUBSCRIBE', 'PATCH'];
  return [
    ...strange.map((method) => ({
      name: `${method} on a known path`,
      api,
      send: () => ({ method, target: read }),
      status: 405,
    })),
    { name: 'DELETE where there is only POST', api, send: () => ({ method: 'DELETE', target: write }), status: 405 },
    { name: 'TRACE where nothing is', api, send: () => ({ method: 'TRACE', target: `/${CANARY}` }), status: 404 },
    { name: 'HEAD', api, send: () => ({ method: 'HEAD', target: read }), status: 200, says: '' },
    { name: 'OPTIONS', api, send: () => ({ method: 'OPTIONS', target: '*' }), status: 204 },
  ];
}

function ignored(api: Api): HostileCase[] {
  const { read, write, body } = ROUTES[api];
  const get = (name: string, headers: Record<string, string>, target = read): HostileCase => ({
    name,
    api,
    send: () => ({ target, headers }),
    status: 200,
  });
  return [
    get('X-HTTP-Method-Override', { 'X-HTTP-Method-Override': 'DELETE', 'X-Method-Override': 'POST' }),
    get('X-Forwarded-Host and its kin', {
      'X-Forwarded-Host': 'evil.example',
      Forwarded: 'host=evil.example',
      'X-Original-URL': '/metrics',
    }),
    get('X-Forwarded-For', { 'X-Forwarded-For': '1.2.3.4', 'X-Real-IP': '1.2.3.4' }),
    get('Accept: text/html', { Accept: 'text/html' }),
    get('an Accept of 8 KB', { Accept: 'a/b;q=0.1,'.repeat(800) }),
    get('a Range', { Range: 'bytes=0-0,-1,5-' }),
    get('conditions', { 'If-None-Match': '*', 'If-Modified-Since': 'yesterday', 'If-Range': '"x"' }),
    get('Accept-Encoding', { 'Accept-Encoding': 'gzip;q=1, *;q=0' }),
    get('cookies', { Cookie: 'session=admin; __proto__=1' }),
    get('a body of GET', { 'Content-Length': '0' }),
    {
      name: '_method in the query',
      api,
      send: () => ({ method: 'POST', target: `${write}?_method=DELETE`, body }),
      status: 200,
    },
  ];
}
