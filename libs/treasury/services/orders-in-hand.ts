import { OrderInHand } from '../treasury.errors.js';

/**
 * The orders that this process carries out or rejects at the moment. The store refuses what contradicts a decision, but with it
 * the whole block; this keeps it from coming to that.
 */
export class OrdersInHand {
  private readonly ids = new Set<string>();

  /** Marks an order until the returned function is called. @throws OrderInHand */
  take(id: string): () => void {
    if (this.ids.has(id)) throw new OrderInHand();
    this.ids.add(id);
    return () => this.ids.delete(id);
  }
}
