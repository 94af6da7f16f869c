import { styleText } from 'node:util';

export type Paint = (text: string) => string;

export interface Palette {
  readonly bold: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  readonly doubtful: Paint;
  readonly bad: Paint;
}

const styled =
  (style: 'bold' | 'dim' | 'green' | 'yellow' | 'red'): Paint =>
  (text) =>
    styleText(style, text, { validateStream: false });

const COLOURS: Palette = {
  bold: styled('bold'),
  faint: styled('dim'),
  good: styled('green'),
  doubtful: styled('yellow'),
  bad: styled('red'),
};
const asIs: Paint = (text) => text;
const PLAIN: Palette = { bold: asIs, faint: asIs, good: asIs, doubtful: asIs, bad: asIs };

/** Colours for a terminal that can show them, unless the user has set NO_COLOR (https://no-color.org). */
export function choosePalette(isTerminal: boolean, environment: NodeJS.ProcessEnv = process.env): Palette {
  return isTerminal && !environment.NO_COLOR && environment.TERM !== 'dumb' ? COLOURS : PLAIN;
}

const STATES: Readonly<Record<string, keyof Palette>> = {
  ok: 'good',
  online: 'good',
  healthy: 'good',
  confirmed: 'good',
  pending: 'doubtful',
  unknown: 'doubtful',
  degraded: 'doubtful',
  unreconciled: 'doubtful',
  offline: 'bad',
  inactive: 'bad',
  unhealthy: 'bad',
  failed: 'bad',
};

/** The colour of a word that the registry uses for a state. */
export function stateColour(palette: Palette, state: string): Paint {
  return palette[STATES[state] ?? 'bold'];
}
