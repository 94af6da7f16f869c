import ts from 'typescript';

/** Words that are written for readers: a comment, or the name of a test. */
export interface Words {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

export interface FunctionSize {
  /** The nearest name: that of the function, or of what holds it. */
  readonly name: string;
  readonly lines: number;
}

/** `it`, `test` and `describe`, and the project's own such as `describeOnEachStorage`. */
const TESTS = /^(it|test|suite|describe\w*)$/;

export function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

export function comments(source: ts.SourceFile): Words[] {
  const found = new Map<number, Words>();
  const look = (node: ts.Node) => {
    const { text } = source;
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ];
    for (const { pos, end } of ranges) found.set(pos, { text: text.slice(pos, end), line: lineOf(source, pos) });
    for (const child of node.getChildren(source)) look(child);
  };
  look(source);
  return [...found.values()];
}

/** First arguments of `it(…)`, `test.each(…)(…)` and the like; what a template holds in `${}` is left out. */
export function testNames(source: ts.SourceFile): Words[] {
  const found: Words[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !TESTS.test(calledName(node.expression))) return;
    const [name] = node.arguments;
    if (name && ts.isStringLiteralLike(name)) found.push({ text: name.text, line: lineOf(source, name.getStart()) });
    if (name && ts.isTemplateExpression(name)) {
      const text = [name.head.text, ...name.templateSpans.map(({ literal }) => literal.text)].join(' … ');
      found.push({ text, line: lineOf(source, name.getStart()) });
    }
  });
  return found;
}

/** Every function with a body, but those that hold tests. */
export function functionSizes(source: ts.SourceFile): FunctionSize[] {
  const found: FunctionSize[] = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || isSuite(node)) return;
    const lines = lineOf(source, node.getEnd()) - lineOf(source, node.getStart(source)) + 1;
    found.push({ name: nameOf(node), lines });
  });
  return found;
}

/** Members that are private by `#` rather than by the word. */
export function hashedMembers(source: ts.SourceFile): string[] {
  const found = new Set<string>();
  walk(source, (node) => {
    if (ts.isPrivateIdentifier(node)) found.add(node.text);
  });
  return [...found];
}

/** Exported classes that pass `isMeant` and have no doc comment. */
export function undocumentedClasses(source: ts.SourceFile, isMeant: (node: ts.ClassDeclaration) => boolean): string[] {
  return source.statements
    .filter(ts.isClassDeclaration)
    .filter((node) => isExported(node) && isMeant(node) && ts.getJSDocCommentsAndTags(node).length === 0)
    .map(nameOf);
}

/** Whatever a file exports where it stands, and has no doc comment. */
export function undocumentedExports(source: ts.SourceFile): string[] {
  const declarations = source.statements.flatMap((node): ts.Node[] =>
    ts.isVariableStatement(node) ? [...node.declarationList.declarations] : [node],
  );
  return declarations.filter((node) => isExported(node) && ts.getJSDocCommentsAndTags(node).length === 0).map(nameOf);
}

export function isAbstract(node: ts.ClassDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) ?? false;
}

export function hasMethod(node: ts.ClassDeclaration, name: string): boolean {
  return node.members.some((member) => ts.isMethodDeclaration(member) && member.name.getText() === name);
}

function isExported(node: ts.Node): boolean {
  const isDeclared = ts.isVariableDeclaration(node) || (ts.canHaveModifiers(node) && 'name' in node);
  return isDeclared && (ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Export) !== 0;
}

/** `describe(…, () => {…})` and hooks are lists of tests rather than functions, and a test may be as long as its story. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && TESTS.test(calledName(node.parent.expression));
}

function calledName(called: ts.Expression): string {
  if (ts.isIdentifier(called)) return called.text;
  if (ts.isPropertyAccessExpression(called) || ts.isCallExpression(called)) return calledName(called.expression);
  if (ts.isTaggedTemplateExpression(called)) return calledName(called.tag);
  return ts.isParenthesizedExpression(called) ? 'it' : '';
}

function nameOf(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    const { name } = at as { name?: ts.Node };
    if (name) return name.getText();
    if (ts.isConstructorDeclaration(at)) return 'constructor';
  }
  return 'the module';
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
