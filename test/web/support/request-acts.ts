import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type LedgerClient, succeeded } from '../../support/ledger-client.js';
import { sessionOf } from '../../support/people.js';
import { violationsOn } from './accessibility.js';
import { type Language, PHONE, Visitor } from './browser.js';
import { logInAs, type Stage } from './key-acts.js';
import { keepPicture } from './pictures.js';

const NOTE = 'دو کتابیں <b>two books</b> {{7*7}}';

/** One user asks for a payment on the page, another keeps them as a contact, pays the request once, and both read the note. */
export async function askAndPay({ browser, origin, api, payee: stranger }: Stage, language: Language): Promise<void> {
  const [rida, zain] = [await api.register(`Rida ${language}`), await api.register(`Zain ${language}`)];
  await api.fund(zain.address);
  const theme = language === 'en' ? 'light' : 'dark';
  const enter = async (name: string) => {
    const visitor = await Visitor.open(browser, origin, { language, theme });
    await visitor.goTo('/wallet');
    await logInAs(visitor.page, `${name}.${language}@example.org`);
    return visitor;
  };
  const [asker, payer] = [await enter('rida'), await enter('zain')];
  const uri = await ask(asker.page, language);
  await keepContact(payer.page, rida.address, stranger.address);

  const pay = async (given: string) => {
    await payer.page.getByTestId('pay-request').fill(given);
    await payer.page.getByTestId('pay-request-find').click();
  };
  await pay(uri.replace(/^mizan:\w+/, `mizan:${stranger.address}`));
  await payer.page.getByRole('alert').waitFor();
  expect(await payer.page.getByTestId('review-amount').count()).toBe(0);
  await pay(uri);
  expect(await payer.page.getByTestId('review-amount').getAttribute('value')).toBe('120');
  expect(await payer.page.getByTestId('review-to').textContent()).toBe(rida.address);
  expect(await payer.page.getByTestId('review-note').textContent()).toBe(NOTE);
  await payer.page.getByTestId('send-confirm').click();
  await payer.page.getByTestId('send-receipt').waitFor();
  expect(await api.balance(rida.address)).toBe(120);

  await asker.page.getByTestId('request-paid').waitFor();
  for (const { page } of [asker, payer]) {
    await page.locator('tr .note').waitFor();
    expect(await page.locator('tr .note').textContent()).toBe(NOTE);
    expect(await violationsOn(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  }
  await keepPicture(asker.page, `wallet-requests-${language}-phone`);
  if (language === 'ur') await showOlder(asker.page, api);
  await payer.page.getByTestId('send-receipt').getByRole('button').last().click();
  await pay(uri);
  await payer.page.getByRole('alert').waitFor();
  expect(await api.balance(rida.address)).toBe(120);
  for (const visitor of [asker, payer]) {
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }
}

/** More requests than are shown at first are reached by a button, with the keyboard. */
async function showOlder(page: Page, api: LedgerClient): Promise<void> {
  const session = await sessionOf(api, 'rida.ur@example.org');
  for (let made = 0; made < 20; made++) succeeded(await api.post('/requests', { amount: 1 }, session));
  const paid = page.getByTestId('request-paid');
  await paid.waitFor({ state: 'detached' });
  await page.getByTestId('requests-more').focus();
  await page.keyboard.press('Enter');
  await paid.waitFor();
  expect(await paid.count()).toBe(1);
  expect(await page.locator('[data-testid=my-requests] tbody tr').count()).toBe(22);
  expect(await page.getByTestId('requests-more').count()).toBe(0);
}

/** Makes a request, and one that is withdrawn. @returns what stands for the first */
async function ask(page: Page, language: Language): Promise<string> {
  for (const [amount, note] of [
    ['7', ''],
    [language === 'ur' ? '۱۲۰' : '120', NOTE],
  ] as const) {
    await page.getByTestId('request-amount').fill(amount);
    await page.getByTestId('request-note').fill(note);
    await page.getByTestId('request-reference').fill(`order ${amount}`);
    await page.getByTestId('request-span').selectOption(amount === '7' ? '3600' : '');
    await page.getByTestId('request-ask').click();
    await page
      .getByTestId('request-uri')
      .getByText(`amount=${amount === '7' ? 7 : 120}&`)
      .waitFor();
    if (amount === '7') {
      await page.getByTestId('request-cancel').click();
      await page.getByTestId('request-cancelled').waitFor();
      const times = page.getByTestId('request-cancelled').locator('time');
      const [made = 0, until = 0] = await times.evaluateAll((all) =>
        all.map((one) => Date.parse(one.getAttribute('datetime')!)),
      );
      expect(until - made).toBe(3_600_000);
    }
  }
  expect(await page.getByTestId('request-shown').getByRole('img').count()).toBe(1);
  return (await page.getByTestId('request-uri').textContent())!;
}

/** Adds a contact, changes name and address of it, and chooses it in the form that pays. */
async function keepContact(page: Page, address: string, wrong: string): Promise<void> {
  await page.getByTestId('contact-name').fill('Rida?');
  await page.getByTestId('contact-address').fill(wrong);
  await page.getByTestId('contact-add').click();
  await page.getByTestId('contact-change').click();
  await page.waitForFunction("document.activeElement.dataset.testid === 'contact-name'");
  expect(await page.getByTestId('contact-name').inputValue()).toBe('Rida?');
  await page.getByTestId('contact-name').fill('ردا <i>Rida</i>');
  await page.getByTestId('contact-address').fill(address);
  await page.getByTestId('contact-save').click();
  await page.getByTestId('contact-add').waitFor();
  expect(await page.getByTestId('contact-change').count()).toBe(1);
  expect(await page.getByTestId('contact-name').inputValue()).toBe('');
  await page.getByTestId('send-contact').selectOption({ label: 'ردا <i>Rida</i>' });
  expect(await page.getByTestId('send-to').inputValue()).toBe(address);
}
