import type { Page } from 'playwright-core';
import { violationsOn } from './accessibility.js';
import { PHONE, type Theme } from './browser.js';
import { keepPicture } from './pictures.js';

/**
 * What axe finds on a page as it is shown, in both themes, and how wide it is on a phone; leaves it as it was, and keeps pictures of it.
 * @param name of the pictures, with the language
 */
export async function inspect(page: Page, name: string, theme: Theme): Promise<{ found: string[]; width: number }> {
  const found = await violationsOn(page);
  await keepPicture(page, `${name}-${theme}`);
  await page.emulateMedia({ colorScheme: theme === 'dark' ? 'light' : 'dark' });
  found.push(...(await violationsOn(page, ['color-contrast'])));
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize(PHONE);
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  await keepPicture(page, `${name}-phone`);
  await page.setViewportSize({ width: 1280, height: 720 });
  return { found, width };
}
