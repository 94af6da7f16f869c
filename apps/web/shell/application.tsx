import { useSignal, useSignalEffect } from '@preact/signals';
import { type ComponentChildren, type ComponentType, render } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Problem } from '../components/problem.js';
import { en } from '../messages/shell.en.js';
import { ur } from '../messages/shell.ur.js';
import { ConnectionNotice } from './connection-notice.js';
import { chooseLanguage, language, translated } from './language.js';
import { followLinks, place } from './navigation.js';
import { findPage, type PageProps, type PathParameters, type Routes } from './routes.js';
import { theme, toggleTheme } from './theme.js';

const messages = translated(en, ur);

/** An entry of the menu, with its name in the language of the moment. */
export interface MenuEntry {
  readonly path: string;
  readonly name: () => string;
}

export interface ApplicationOptions {
  readonly title: () => string;
  readonly routes: Routes;
  readonly menu: readonly MenuEntry[];
  /** Stands in the head of every page. */
  readonly tools?: ComponentType;
}

/** Shows the page at the browser's place, and those that it goes to. */
export function startApplication(options: ApplicationOptions): void {
  followLinks((path) => findPage(options.routes, path) !== undefined);
  render(<Application {...options} />, document.getElementById('app')!);
}

function Application({ title, routes, menu, tools: Tools }: ApplicationOptions) {
  const text = messages();
  return (
    <>
      <a class="skip" href="#content">
        {text.skip}
      </a>
      <header class="head">
        <a class="brand" href="/">
          {title()}
        </a>
        <nav aria-label={text.menu}>
          {menu.map(({ path, name }) => (
            <a key={path} href={path} aria-current={place.value.path === path ? 'page' : undefined}>
              {name()}
            </a>
          ))}
        </nav>
        {Tools && <Tools />}
        <div class="choices">
          <LanguageChoice />
          <button type="button" data-testid="theme" aria-pressed={theme() === 'dark'} onClick={toggleTheme}>
            {text.dark}
          </button>
        </div>
      </header>
      <ConnectionNotice />
      <main id="content" tabIndex={-1}>
        <Page routes={routes} title={title()} />
      </main>
      <footer class="foot">
        <a href="/docs">{text.api}</a>
      </footer>
    </>
  );
}

/** Named in the language that it leads to. */
function LanguageChoice() {
  const other = language.value === 'ur' ? 'en' : 'ur';
  return (
    <button type="button" class="language" data-testid="language" lang={other} onClick={() => chooseLanguage(other)}>
      {other === 'ur' ? 'اردو' : 'English'}
    </button>
  );
}

interface Shown {
  readonly path?: string;
  readonly page?: ComponentType<PageProps>;
  readonly parameters: PathParameters;
  readonly error?: unknown;
}

function Page({ routes, title }: { routes: Routes; title: string }) {
  const shown = useSignal<Shown>({ parameters: {} });
  useSignalEffect(() => {
    const found = findPage(routes, place.value.path);
    const wanted = place.value.path;
    if (!found) {
      shown.value = { parameters: {} };
      return;
    }
    found.load().then(
      (page) => {
        if (place.peek().path !== wanted) return;
        shown.value = { path: wanted, page: page.default, parameters: found.parameters };
      },
      (error: unknown) => {
        shown.value = { parameters: {}, error };
      },
    );
  });
  const { path, page: Shown, parameters, error } = shown.value;
  const left = useRef<string>(undefined);
  // With the page, not after it is painted: a key that is pressed at once must not go to what was left.
  useLayoutEffect(() => {
    // Of the first page the focus is left where the browser has it.
    if (left.current !== undefined) document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    left.current = path;
  }, [path]);
  if (error) return <Problem error={error} />;
  if (Shown) return <Shown parameters={parameters} />;
  if (findPage(routes, place.value.path)) return <p aria-busy="true">{messages().loading}</p>;
  return (
    <Titled title={messages().noPage}>
      <p>
        <a href="/">{title}</a>
      </p>
    </Titled>
  );
}

/** A page with its heading, which is also the title of the document, and which the focus goes to when the page is entered. */
export function Titled({ title, children }: { title: string; children: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} · Mizan`;
  }, [title]);
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </>
  );
}
