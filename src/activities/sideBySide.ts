/**
 * Pieces of work side by side, so many at the most. When one fails no other begins, and those under way come to their end
 * first: whoever hears of the failure finds nothing running any more.
 */
export class SideBySide {
  readonly #running = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];

  constructor(private readonly limit: number) {}

  /** Waits until another piece may begin. @throws the first failure, when none runs any more */
  async room(): Promise<void> {
    while (this.#failures.length === 0 && this.#running.size >= this.limit) await Promise.race(this.#running);
    if (this.#failures.length > 0) await this.over();
  }

  /** Begins a piece of work; its failure is told by `room` and `over`. */
  begin(work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => {
        this.#failures.push(error);
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits until none runs. @throws the first failure */
  async over(): Promise<void> {
    await Promise.all(this.#running);
    if (this.#failures.length > 0) throw this.#failures[0];
  }
}
