import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../client/support/page.js';

/** Undefined where Debian's Chromium is not installed: the tests then say "skipped". */
export const CHROMIUM = findChromium();

export const PHONE = { width: 360, height: 740 };

export type Language = 'en' | 'ur';
export type Theme = 'light' | 'dark';

export interface VisitOptions {
  readonly language?: Language;
  readonly theme?: Theme;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly javaScriptEnabled?: boolean;
}

/** Root has no sandbox, and a container little shared memory. */
export const BROWSER_ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM!, args: BROWSER_ARGUMENTS });
}

/** One browser profile that looks at pages of `origin`, and notes what no page may do. */
export class Visitor {
  /** Errors in the console, uncaught ones, violations of the policy, and requests to other hosts. */
  readonly faults: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.faults.push(`uncaught: ${error.message}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${origin}/`)) this.faults.push(`another host: ${request.url()}`);
    });
  }

  static async open(browser: Browser, origin: string, options: VisitOptions = {}): Promise<Visitor> {
    const { language = 'en', theme = 'light', ...rest } = options;
    const locale = language === 'ur' ? 'ur-PK' : 'en-GB';
    const context = await browser.newContext({ locale, colorScheme: theme, timezoneId: 'Asia/Karachi', ...rest });
    context.setDefaultTimeout(15_000);
    return new Visitor(context, await context.newPage(), origin);
  }

  /** Goes to a page by its address, and waits until it shows what it loads. */
  async goTo(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
    await this.settled();
  }

  /** Until the page has its heading and nothing of it is being loaded. */
  async settled(): Promise<void> {
    await this.page.locator('h1').waitFor();
    // Nothing is evaluated from text, which the policy of the pages forbids.
    await this.page.locator('[aria-busy]').first().waitFor({ state: 'detached' });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
