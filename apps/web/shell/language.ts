import { effect, signal } from '@preact/signals';
import { keepChoice, readChoice } from './stored.js';

export type Language = 'en' | 'ur';

/** By choice, then by the browser. */
export const language = signal<Language>(chosen() ?? preferred());

effect(() => {
  const { documentElement } = document;
  documentElement.lang = language.value;
  documentElement.dir = language.value === 'ur' ? 'rtl' : 'ltr';
});

export function chooseLanguage(choice: Language): void {
  language.value = choice;
  keepChoice('language', choice);
}

/**
 * The messages of a page in the language of the moment. Call it in a component, which is then drawn again when the language
 * changes.
 */
export function translated<Messages>(en: Messages, ur: Messages): () => Messages {
  return () => (language.value === 'ur' ? ur : en);
}

function chosen(): Language | undefined {
  const choice = readChoice('language');
  return choice === 'en' || choice === 'ur' ? choice : undefined;
}

function preferred(): Language {
  const known = navigator.languages.map((tag) => tag.split('-')[0]).find((tag) => tag === 'en' || tag === 'ur');
  return known === 'ur' ? 'ur' : 'en';
}
