import type { Progress } from '../measure/progress.js';
import { BuiltServer } from '../process/built-server.js';
import { ChainFiller } from './chain-filler.js';
import { FillPlan, type Plan } from './fill-plan.js';
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

  /** A place of the caller's own where nothing happened but `plan`. */
  async planned(plan: Plan & { readonly length: number }, progress: Progress): Promise<Place> {
    const place = await this.begin();
    await fill(place, plan, { more: plan.length, progress });
    return place;
  }

  /** Starts from the largest chain that is there already. */
  private async make(transactions: number, progress: Progress): Promise<Place> {
    const smaller = [...this.originals.keys()].filter((size) => size < transactions);
    const base = this.originals.get(Math.max(...smaller));
    const place = base ? await this.places.copyOf(await base) : await this.begin();
    await fill(place, new FillPlan(transactions), { upTo: transactions, progress });
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

/** So many transactions on the chain, or so many more. */
type Filling = { progress: Progress } & ({ upTo: number } | { more: number });

async function fill(place: Place, plan: Plan, filling: Filling): Promise<void> {
  const filler = await ChainFiller.open(place, plan.clock);
  try {
    const target = 'upTo' in filling ? filling.upTo : filler.transactions + filling.more;
    await filler.fillTo(target, plan, (count) => filling.progress.show(count, target, 'transactions filled'));
    await filler.settle();
  } finally {
    await filler.close();
  }
}
