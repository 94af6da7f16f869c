import { effect, signal } from '@preact/signals';
import { keepChoice, readChoice } from './stored.js';

export type Theme = 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');
const choice = signal<Theme | undefined>(chosen());
const system = signal<Theme>(dark.matches ? 'dark' : 'light');
dark.addEventListener('change', () => {
  system.value = dark.matches ? 'dark' : 'light';
});

export function theme(): Theme {
  return choice.value ?? system.value;
}

effect(() => {
  document.documentElement.dataset.theme = theme();
});

export function toggleTheme(): void {
  choice.value = theme() === 'dark' ? 'light' : 'dark';
  keepChoice('theme', choice.value);
}

function chosen(): Theme | undefined {
  const kept = readChoice('theme');
  return kept === 'light' || kept === 'dark' ? kept : undefined;
}
