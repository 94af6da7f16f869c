import { signal } from '@preact/signals';

/** Where the browser is: path and query. */
export const place = signal({ path: location.pathname, query: location.search });

function read(): void {
  place.value = { path: location.pathname, query: location.search };
}

/** Goes to a page of this application. */
export function navigate(to: string): void {
  history.pushState(null, '', to);
  read();
  scrollTo(0, 0);
}

/** Follows the browser's buttons, and links to pages without loading the document again. */
export function followLinks(isPage: (path: string) => boolean): void {
  addEventListener('popstate', read);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.defaultPrevented || event.button !== 0 || isModified(event)) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || link.target || link.download || !isPage(url.pathname)) return;
    if (url.hash && url.pathname === location.pathname) return;
    event.preventDefault();
    navigate(url.pathname + url.search);
  });
}

function isModified({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return metaKey || ctrlKey || shiftKey || altKey;
}
