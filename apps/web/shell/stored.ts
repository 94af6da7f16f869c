/** A choice that the browser keeps; where it keeps nothing, it holds until the page is left. */
export function readChoice(name: string): string | null {
  try {
    return localStorage.getItem(`mizan.${name}`);
  } catch {
    return null;
  }
}

export function keepChoice(name: string, value: string): void {
  try {
    localStorage.setItem(`mizan.${name}`, value);
  } catch {
    // Refused by the settings of the browser.
  }
}
