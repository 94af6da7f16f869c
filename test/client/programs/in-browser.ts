import { journey } from './journey.js';

declare const location: { search: string };

/** The page is served by the test, which takes the result. */
const [ledgerUrl = '', registryUrl = ''] = new URLSearchParams(location.search).getAll('server');
const result = await journey(ledgerUrl, registryUrl, 'node_browser').catch((error: unknown) => ({
  error: String(error),
}));
await fetch('/result', { method: 'POST', body: JSON.stringify(result) });
