import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const MINUTES = 5;

/** Names the files that have been running for long, again and again: in a run that does not end, the one that hangs. */
export default class StillRunning implements Reporter {
  readonly #begins = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  onTestRunStart(): void {
    this.#timer = setInterval(() => this.#tell(), MINUTES * 60_000).unref();
  }

  onTestModuleQueued({ moduleId }: TestModule): void {
    this.#begins.set(moduleId, Date.now());
  }

  onTestModuleEnd({ moduleId }: TestModule): void {
    this.#begins.delete(moduleId);
  }

  onTestRunEnd(): void {
    clearInterval(this.#timer);
  }

  #tell(): void {
    for (const [file, begin] of this.#begins) {
      const minutes = Math.floor((Date.now() - begin) / 60_000);
      if (minutes >= MINUTES) console.log(`still running after ${minutes} minutes: ${relative('.', file)}`);
    }
  }
}
