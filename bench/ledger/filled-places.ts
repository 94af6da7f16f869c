import type { Progress } from '../measure/progress.js';
import { BuiltServer } from '../process/built-server.js';
import { ChainFiller } from './chain-filler.js';
import { FillPlan } from './fill-plan.js';
import { environmentOf, type Place, type Places } from './places.js';

/** Filled chains on PostgreSQL, made once for all benches of one command and copied for each that wants one. */
export class FilledPlaces {
  private readonly originals = new Map<number, Promise<Place>>();

  constructor(private readonly places: Places) {}

  /** A place of the caller's own with a chain of `transactions`. */
  async copy(transactions: number, progress: Progress): Promise<Place> {
    let original = this.originals.get(transactions);
    if (!original) {
      original = this.make(transactions, progress);
      this.originals.set(transactions, original);
    }
    return this.places.copyOf(await original);
  }

  /** Starts from the largest chain that is there already. */
  private async make(transactions: number, progress: Progress): Promise<Place> {
    const smaller = [...this.originals.keys()].filter((size) => size < transactions);
    const base = this.originals.get(Math.max(...smaller));
    const place = base ? await this.places.copyOf(await base) : await this.begin();
    const filler = await ChainFiller.open(place);
    try {
      const plan = new FillPlan(transactions);
      await filler.fillTo(transactions, plan, (count) => progress.show(count, transactions, 'transactions filled'));
      await filler.settle();
    } finally {
      await filler.close();
    }
    return place;
  }

  /** The first start of a server makes the master key, which copies need. */
  private async begin(): Promise<Place> {
    const place = await this.places.fresh('postgres');
    const server = await BuiltServer.start({ dataDir: place.dataDir, env: environmentOf(place) });
    await server.stop();
    return place;
  }
}
