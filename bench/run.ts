import type { FilledPlaces } from './ledger/filled-places.js';
import type { Places } from './ledger/places.js';
import { alternate, type Contestant, type Reading, type Rounds } from './measure/alternate.js';
import { loadNow, machine } from './measure/machine.js';
import { Progress } from './measure/progress.js';
import { figure, table } from './measure/table.js';
import { judge, type Question, summarise, type Verdict } from './measure/verdict.js';
import type { BenchOptions } from './options.js';

export interface Section {
  readonly title: string;
  /** Load average of the last minute, before and after. */
  readonly load: readonly [number, number];
  readonly contestants: readonly { name: string; summary: Record<string, number>; readings: readonly Reading[] }[];
  readonly verdicts: readonly Verdict[];
}

/** What all benches of one command share. */
export interface Workshop {
  readonly places: Places;
  readonly filled: FilledPlaces;
  /** Folder of the reports. */
  readonly reports: string;
}

/** One bench under way: runs its sections, prints each as it is done, keeps all for the report, and cleans up behind. */
export class Run {
  readonly progress = new Progress();
  readonly places: Places;
  readonly filled: FilledPlaces;
  readonly reports: string;
  private readonly sections: Section[] = [];
  private readonly notes: string[] = [];
  private readonly cleanings: (() => Promise<unknown>)[] = [];
  private readonly startedAt = new Date();

  constructor(
    readonly name: string,
    readonly options: BenchOptions,
    workshop: Workshop,
  ) {
    ({ places: this.places, filled: this.filled, reports: this.reports } = workshop);
    const { processors, model, node } = machine();
    this.print(`${name} — ${processors} × ${model}, Node ${node}, load ${figure(loadNow())}`);
  }

  /** Measures the contestants in turn and answers the questions. */
  async section<R extends Reading>(
    title: string,
    contestants: readonly Contestant<R>[],
    questions: readonly Question[],
  ): Promise<Rounds<R>[]> {
    const before = loadNow();
    const rounds = await alternate(contestants, {
      pairs: this.options.pairs,
      onRound: (done, total, name) => this.progress.show(done, total, `${title}: ${name}`),
    });
    this.progress.clear();
    const section: Section = {
      title,
      load: [before, loadNow()],
      contestants: rounds.map((contestant) => ({
        name: contestant.name,
        summary: summarise(contestant),
        readings: contestant.readings,
      })),
      verdicts: questions.map((question) => judge(question, rounds)),
    };
    this.sections.push(section);
    this.print(sectionText(section, this.options.pairs));
    return rounds;
  }

  /** Says something that belongs beside the figures, on the terminal and in the report. */
  note(text: string): void {
    this.notes.push(text);
    this.progress.clear();
    this.print(text);
  }

  /** Registers what must be undone when the bench ends, however it ends; the latest goes first. */
  onEnd(clean: () => Promise<unknown>): void {
    this.cleanings.push(clean);
  }

  /** Of all sections so far. */
  get verdicts(): readonly Verdict[] {
    return this.sections.flatMap(({ verdicts }) => verdicts);
  }

  async end(): Promise<void> {
    this.progress.clear();
    for (const clean of this.cleanings.splice(0).reverse()) await clean();
  }

  /** What goes into the JSON file. */
  report() {
    return {
      bench: this.name,
      startedAt: this.startedAt.toISOString(),
      seconds: Math.round((Date.now() - this.startedAt.getTime()) / 1000),
      machine: machine(),
      options: this.options,
      sections: this.sections,
      notes: this.notes,
    };
  }

  private print(text: string): void {
    process.stdout.write(`${text}\n`);
  }
}

function sectionText({ title, load, contestants, verdicts }: Section, pairs: number): string {
  const metrics = [...new Set(contestants.flatMap(({ summary }) => Object.keys(summary)))];
  const rows = contestants.map(({ name, summary }) => [
    name,
    ...metrics.map((metric) => (summary[metric] === undefined ? '' : figure(summary[metric]))),
  ]);
  const lines = [
    `\n${title} (medians of ${pairs} pairs; load ${figure(load[0])} → ${figure(load[1])})`,
    table(['', ...metrics], rows),
    ...verdicts.map(verdictText),
  ];
  return lines.join('\n');
}

function verdictText({ name, value, lowest, highest, goal, outcome }: Verdict): string {
  const bounds = goal ? `; gate ${goal.direction} ${goal.gate}, aim ${goal.aim}: ${outcome}` : '';
  return `  ${name}: ${figure(value)} (${figure(lowest)} to ${figure(highest)})${bounds}`;
}
