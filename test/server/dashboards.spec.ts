import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'yaml';
import { LedgerClient } from '../support/ledger-client.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(60_000);

const CONFIG = join(import.meta.dirname, '..', '..', 'config');
const read = (file: string) => readFileSync(join(CONFIG, file), 'utf8');
/** Prometheus makes it of its own scraping. */
const OF_PROMETHEUS = ['up'];
const LABELS_OF_PROMETHEUS = ['job', 'instance'];

interface Rule {
  alert: string;
  expr: string;
}
interface Panel {
  title: string;
  targets: { expr: string }[];
}

const rules: Rule[] = parse(read('prometheus/alerts.yml')).groups.flatMap(({ rules }: { rules: Rule[] }) => rules);
const panels: Panel[] = JSON.parse(read('grafana/mizan.json')).panels;
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];

/** Names of metrics in an expression: they stand before a selector, a range, an operator or the end, and functions before a bracket. */
const metricsIn = (expression: string) =>
  [...withoutLabels(expression).matchAll(/[a-z][a-z0-9_]*(?![a-z0-9_]|\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => name !== 'by' && !OF_PROMETHEUS.includes(name));

/** Without lists of labels, selectors and ranges. */
const withoutLabels = (expression: string) => expression.replaceAll(/by \([^)]*\)|\{[^}]*\}|\[[^\]]*\]/g, '');

const labelsIn = (expression: string) => [
  ...[...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list]) => list!.split(/,\s*/)),
  ...[...expression.matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) =>
    [...list!.matchAll(/([a-z_]+)\s*=/g)].map(([, name]) => name!),
  ),
];

describe('what config/ says of metrics', () => {
  let server: RunningServer;
  let served: string;

  beforeAll(async () => {
    server = await startServer({ env: { POW_BITS: '4', LOG_LEVEL: 'warn' } });
    const client = new LedgerClient(server.ledgerUrl);
    await client.fundedWallet();
    const texts = [server.ledgerUrl, server.registryUrl].map(async (url) => (await fetch(`${url}/metrics`)).text());
    served = (await Promise.all(texts)).join('\n');
  });
  afterAll(() => server?.stop());

  /** A family has its type, and a distribution three names below it. */
  const isServed = (name: string) =>
    new RegExp(`^# TYPE ${name} `, 'm').test(served) ||
    new RegExp(`^# TYPE ${name.replace(/_(?:bucket|sum|count)$/, '')} histogram$`, 'm').test(served);
  const missing = (expression: string) => metricsIn(expression).filter((name) => !isServed(name));
  const unknownLabels = (expression: string) =>
    labelsIn(expression).filter(
      (label) => !LABELS_OF_PROMETHEUS.includes(label) && !new RegExp(`[{,]${label}="`).test(served),
    );

  it('names metrics and labels that are served', () => {
    expect(new Set(expressions.flatMap(metricsIn)).size).toBeGreaterThan(15);
    expect(expressions.filter((expression) => metricsIn(expression).length === 0)).toEqual(['up{job="mizan"} == 0']);
    expect(expressions.flatMap(missing)).toEqual([]);
    expect(expressions.flatMap(unknownLabels)).toEqual([]);
  });

  it('would be found out if it named others', () => {
    expect(missing('rate(mizan_no_such_total[5m]) > 0')).toEqual(['mizan_no_such_total']);
    expect(unknownLabels('sum by (api, colour) (mizan_producer_queue{shape="x"})')).toEqual(['colour', 'shape']);
  });

  it('has each alert and each panel once', () => {
    const names = [...rules.map(({ alert }) => alert), ...panels.map(({ title }) => title)];
    expect(new Set(names).size).toBe(names.length);
  });
});
