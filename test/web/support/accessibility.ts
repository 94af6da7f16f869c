import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What breaks WCAG 2.2 AA on a page as it is shown, by rule and place. The policy of the page does not reach what the test brings.
 * @param rules those that are looked at; all unless given, and colours alone where only these changed
 */
export async function violationsOn(page: Page, rules?: 'color-contrast'[]): Promise<string[]> {
  const client = await page.context().newCDPSession(page);
  const evaluate = async (expression: string) => {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await client.send('Runtime.evaluate', options);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const only = rules ? { type: 'rule', values: rules } : { type: 'tag', values: STANDARDS };
  await evaluate(`globalThis.axe ?? (() => {${AXE}})();undefined`);
  const found = await evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(only)}, resultTypes: ['violations'] }).then(({ violations }) =>
       violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target + ': ' + failureSummary)))`,
  );
  await client.detach();
  return found as string[];
}

const FOCUSED = `(() => {
  const at = document.activeElement;
  if (at === document.body) return undefined;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const { width, height } = at.getBoundingClientRect();
  const isVisible = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0 && height > 0;
  return { name: at.dataset.testid ?? at.textContent.trim(), isVisible };
})()`;

export interface Focus {
  /** Its handle for tests, else what is written on it. */
  readonly name: string;
  /** Whether it is seen where the focus is. */
  readonly isVisible: boolean;
}

/** What has the focus; undefined when nothing has. */
export async function focusOn(page: Page): Promise<Focus | undefined> {
  return page.evaluate(FOCUSED);
}
