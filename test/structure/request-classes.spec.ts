import { expect, it } from '@jest/globals';
import ts from 'typescript';
import { parse } from './source-code.js';
import { programTexts } from './source-files.js';

const IS_REQUEST = /(?:Request|Query|Path)$/;
/** Decorators that say what a property may hold; `@IsOptional()` says only that it may be absent. */
const SAYS_WHAT = /^(?:Allow|Field|Is(?!Optional$)[A-Z]\w*)$/;
const FROM_REQUEST = new Set(['Body', 'Query', 'Param']);

const decoratorsOf = (node: ts.HasDecorators) =>
  (ts.getDecorators(node) ?? []).flatMap(({ expression }) =>
    ts.isCallExpression(expression) ? [{ name: expression.expression.getText(), args: expression.arguments }] : [],
  );

/** What is read of a request in another way than through a class whose properties class-validator checks. */
function faultsIn(file: string, text: string): string[] {
  const faults: string[] = [];
  const source = parse(file, text);
  const isDto = file.endsWith('.dto.ts');
  const nested = new Set([...text.matchAll(/Is(?:Nested|ListOf)\(\(\) => (\w+)/g)].map(([, name]) => name));
  const visit = (node: ts.Node): void => {
    if (ts.isMethodDeclaration(node) && node.name.getText() === 'read' && node.getText().startsWith('static '))
      faults.push('static read');
    if (ts.isParameter(node)) {
      const from = decoratorsOf(node).find(({ name }) => FROM_REQUEST.has(name));
      const type = node.type?.getText() ?? 'nothing';
      if (from && (from.args.length > 0 || !IS_REQUEST.test(type))) faults.push(`@${from.name}(): ${type}`);
    }
    if (
      isDto &&
      ts.isClassDeclaration(node) &&
      node.name &&
      (IS_REQUEST.test(node.name.text) || nested.has(node.name.text))
    ) {
      for (const member of node.members.filter(ts.isPropertyDeclaration)) {
        if (!decoratorsOf(member).some(({ name }) => SAYS_WHAT.test(name)))
          faults.push(`${node.name.text}.${member.name.getText()}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults.map((fault) => `${file}: ${fault}`);
}

it('finds what is read past class-validator', () => {
  const planted = `
    export class SendRequest {
      @IsText() to = '';
      @ApiProperty() @IsOptional() amount?: bigint;
      static read(body: unknown) {}
    }
    class Item { vout = 0n; }
    class PagePath { @IsListOf(() => Item) items!: Item[]; }
    class Answer { amount!: bigint; }
    class Controller {
      a(@Body() body: unknown, @Query('limit') limit: string, @Param() path: PagePath, @Ip() ip: string) {}
    }`;
  expect(faultsIn('planted.dto.ts', planted).map((fault) => fault.replace('planted.dto.ts: ', ''))).toEqual([
    'SendRequest.amount',
    'static read',
    'Item.vout',
    '@Body(): unknown',
    '@Query(): string',
  ]);
});

it.each(['ledger-api', 'registry-api'])('reads every body, query and path of %s through request classes', (api) => {
  const sources = programTexts([`apps/${api}`]);
  expect(sources.filter(({ text }) => /@(?:Body|Query|Param)\(/.test(text)).length).toBeGreaterThan(4);
  expect(sources.flatMap(({ file, text }) => faultsIn(file, text))).toEqual([]);
});
