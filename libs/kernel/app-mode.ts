/** `demo` answers as the specifications document, on loopback; `production` is safe where strangers reach it. */
export type ModeName = 'demo' | 'production';

/** The mode that this process was started in, for use cases whose rules differ. It never changes while it runs. */
export class AppMode {
  constructor(readonly name: ModeName) {}

  get isProduction(): boolean {
    return this.name === 'production';
  }
}
