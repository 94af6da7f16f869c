/** Rung in this process when an owner did something about a webhook, so that its deliveries are looked at soon. */
export class LaneBell {
  private listener: () => void = () => undefined;

  ring(): void {
    this.listener();
  }

  onRing(listener: () => void): void {
    this.listener = listener;
  }
}
