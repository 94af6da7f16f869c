import { describe, expect, it } from '@jest/globals';
import { programTexts } from '../structure/source-files.js';
import { apiDocument, operationsOf } from './support/documents.js';

interface Problem {
  code: string;
  detail: string;
}

const SOURCES = programTexts(['apps', 'libs'])
  .filter(({ file }) => !file.includes('/openapi/'))
  .map(({ text }) => text);

/** The specification names a text that nothing answers here: without a store for codes the answer is 503. */
const NEVER_SAID = ['otp_not_generated'];

describe.each(['ledger', 'registry'] as const)('the refusals that the document of the %s names', (api) => {
  const problems = operationsOf(apiDocument(api)).flatMap(({ operation }) => problemsOf(operation.responses));

  it('have codes that a refusal in the code has', () => {
    const known = new Set(
      SOURCES.flatMap((text) => [...text.matchAll(/\bcode(?::? string)?(?: =|:) '(\w+)'/g)].map(([, code]) => code)),
    );
    const strange = problems.filter(({ code }) => !known.has(code) && !NEVER_SAID.includes(code));
    expect(strange.map(({ code }) => code)).toEqual([]);
    expect(problems.length).toBeGreaterThan(50);
  });

  it('have the code of the refusal that says that text', () => {
    const codes = codesByText();
    const told = problems.filter(({ detail }) => codes.has(detail));
    expect(told.filter(({ code, detail }) => !codes.get(detail)!.has(code))).toEqual([]);
    expect(told.length).toBeGreaterThan(25);
  });
});

it.each([
  ['ledger', 'sendTransfer', ['bad_token', 'authentication_required']],
  ['registry', 'createNodeAddress', ['not_this_node', 'node_deregistered']],
] as const)('the %s tells what a guard and what its route refuse in one status: %s', (api, operationId, codes) => {
  const { operation } = operationsOf(apiDocument(api)).find((found) => found.operation.operationId === operationId)!;
  expect(problemsOf(operation.responses).map(({ code }) => code)).toEqual(expect.arrayContaining([...codes]));
});

describe.each(['ledger', 'registry'] as const)('the errors of every operation of the %s', (api) => {
  const operations = operationsOf(apiDocument(api)).map(({ operation }) => operation);

  it('say when to try again, where that may help', () => {
    const silent = operations.flatMap(({ operationId, responses }) =>
      ['429', '503'].filter((status) => !saysWhen(responses[status])).map((status) => `${operationId} ${status}`),
    );
    expect(silent).toEqual([]);
  });
});

it('the registry tells which operations refuse fields that they cannot read: all that take some', () => {
  const silent = operationsOf(apiDocument('registry'))
    .map(({ operation }) => operation)
    .filter(({ parameters, requestBody, responses }) => (parameters?.length || requestBody) && !responses['422']);
  // Whatever is between its slashes is a text to look at.
  expect(silent.map(({ operationId }) => operationId)).toEqual(['validateCapability']);
});

/** Those that many share stand once in the document, with their header. */
function saysWhen(response: unknown): boolean {
  const { $ref, headers } = response as { $ref?: string; headers?: Record<string, unknown> };
  return $ref !== undefined || headers?.['Retry-After'] !== undefined;
}

function problemsOf(responses: Record<string, unknown>): Problem[] {
  return Object.values(
    responses as Record<string, { content?: Record<string, { examples?: Record<string, { value: Problem }> }> }>,
  )
    .flatMap(({ content }) => Object.values(content?.['application/problem+json']?.examples ?? {}))
    .map(({ value }) => value);
}

/** Of the refusals that always say the same. */
function codesByText(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, body] of SOURCES.join('\n').matchAll(/\nexport class \w+ extends \w+ \{(.*?)\n\}/gs)) {
    const code = /\bcode(?:: string)? = '(\w+)'/.exec(body!)?.[1];
    const text = /super\(\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)")/.exec(body!);
    const words = text?.[1] ?? text?.[2];
    if (code !== undefined && words !== undefined) found.set(words, (found.get(words) ?? new Set()).add(code));
  }
  return found;
}
