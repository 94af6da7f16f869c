import 'uplot/dist/uPlot.min.css';
import './chart.css';
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { formatClock, formatNumber, formatShortDay } from '../shell/formats.js';
import { language } from '../shell/language.js';
import { theme } from '../shell/theme.js';
import { type Point, QUARTERS, scaled } from './scaled.js';

const HEIGHT = 224;
const DAY_SECONDS = 86_400;

interface ChartProps {
  /** What a screen reader says in place of the picture. */
  readonly name: string;
  readonly points: readonly Point[];
  /** A value holds until the next one; else each stands for itself, as a bar. */
  readonly isStepped?: boolean;
}

/** Amounts over time. Drawing is loaded when the first one is shown. */
export function Chart({ name, points, isStepped }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const colours = `${theme()} ${language.value}`;
  useEffect(() => {
    let isGone = false;
    const resized = new ResizeObserver(([entry]) => {
      if (entry) plot.current?.setSize({ width: entry.contentRect.width, height: HEIGHT });
    });
    void import('uplot').then(({ default: UPlot }) => {
      if (isGone || !box.current) return;
      const { data, top } = scaled(points);
      plot.current = new UPlot(optionsFor(UPlot, box.current, top, isStepped ?? false), data, box.current);
      resized.observe(box.current);
    });
    return () => {
      isGone = true;
      resized.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [colours, isStepped, points]);
  return (
    <figure class="chart">
      <div ref={box} dir="ltr" role="img" aria-label={name} />
      <figcaption>{name}</figcaption>
    </figure>
  );
}

function optionsFor(UPlot: typeof uPlot, box: HTMLElement, top: bigint, isStepped: boolean): uPlot.Options {
  const styles = getComputedStyle(document.documentElement);
  const [quiet, line, accent] = ['--quiet', '--line', '--accent'].map((name) => styles.getPropertyValue(name));
  const axis = { stroke: quiet, font: `12px ${styles.getPropertyValue('--font')}`, grid: { stroke: line, width: 1 } };
  const paths = isStepped ? UPlot.paths.stepped!({ align: 1 }) : UPlot.paths.bars!({ size: [0.8, 24] });
  return {
    width: box.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: [0, QUARTERS] } },
    axes: [
      {
        ...axis,
        values: (_plot, seconds) => {
          const isLong = (seconds.at(-1) ?? 0) - (seconds[0] ?? 0) > 2 * DAY_SECONDS;
          return seconds.map((at) => (isLong ? formatShortDay : formatClock)(new Date(at * 1000)));
        },
      },
      {
        ...axis,
        size: 90,
        splits: () => [0, 1, 2, 3, QUARTERS],
        // To the unit: of the picture alone positions are numbers.
        values: (_plot, quarters) => quarters.map((at) => formatNumber((top * BigInt(at)) / BigInt(QUARTERS))),
      },
    ],
    series: [{}, { stroke: accent, fill: isStepped ? undefined : accent, width: 2, paths, points: { show: false } }],
  };
}
