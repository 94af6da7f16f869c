import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const REPORTS = join(ROOT, 'reports', 'web');

const README = join(ROOT, 'docs', 'images');

/** Takes the pictures of the README, small: `IMAGES=1 npm run jest -- …`. */
export async function keepForReadme(page: Page, name: string): Promise<void> {
  if (process.env.IMAGES !== '1') return;
  mkdirSync(README, { recursive: true });
  await page.screenshot({ path: join(README, `${name}.jpg`), type: 'jpeg', quality: 50 });
}

/** Keeps how a page looks in `reports/web`, for people. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(REPORTS, { recursive: true });
  await page.screenshot({ path: join(REPORTS, `${name}.png`), fullPage: true });
}
