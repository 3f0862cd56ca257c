import { UpdateRunning, type Connector } from './connector';

/**
 * The scheduler behind the Auto-Run tick box. authenticate's third element puts the next run off, its fourth is a
 * floor under the interval (Programmer's Guide ch. 10). A run that is still going when the next is due is not doubled.
 */
export class AutoRun {
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(
    private readonly connector: Connector,
    private readonly everySeconds: number,
  ) {}

  start(): void {
    this.#schedule(0);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(seconds: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#run(), seconds * 1000);
  }

  async #run(): Promise<void> {
    const startedAt = performance.now();
    let wait = this.everySeconds;
    try {
      const { minimumEverySeconds, postponeSeconds } = await this.connector.update();
      wait = postponeSeconds ?? Math.max(this.everySeconds, minimumEverySeconds ?? 0);
    } catch (error) {
      if (!(error instanceof UpdateRunning)) throw error;
    }
    this.#schedule(Math.max(0, wait - (performance.now() - startedAt) / 1000));
  }
}
