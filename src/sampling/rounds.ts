/**
 * Where the tasks of a run wait for each other between two rounds of the same length, until it is decided whether
 * another round follows. The decision depends on their reports alone, so that a run that resumes decides as before.
 */
export class Rounds<Report> {
  /** What the progress of the tasks says of the last round; empty before the first one ends. */
  standing = '';
  readonly #tasks: number;
  readonly #decide: (reports: readonly Report[], round: number) => boolean;
  /** The round in which the furthest task is. */
  #furthest = 0;
  #arrived = new Map<number, Report>();
  #waiting: ((follows: boolean) => void)[] = [];
  #ended = false;

  /** `decide` is true if a round follows this one. */
  constructor(tasks: number, decide: (reports: readonly Report[], round: number) => boolean) {
    this.#tasks = tasks;
    this.#decide = decide;
  }

  /** A task is in this round: that it should follow the ones before was decided. */
  enter(round: number): void {
    if (round <= this.#furthest) return;
    this.#furthest = round;
    this.#answer(true);
  }

  /** A task is at the end of its round. Resolves to true if another follows, to false if the run ends or is stopped. */
  async finish(task: number, round: number, report: Report): Promise<boolean> {
    // First, because a task that resumed in the last round may have ended already.
    if (round < this.#furthest) return true;
    if (this.#ended) return false;
    this.#arrived.set(task, report);
    if (this.#arrived.size < this.#tasks) return new Promise((resolve) => this.#waiting.push(resolve));
    const inOrder = [...this.#arrived].sort(([one], [other]) => one - other).map(([, each]) => each);
    const follows = this.#decide(inOrder, round);
    if (follows) this.#furthest = round + 1;
    this.#answer(follows);
    return follows;
  }

  /** A task ends: those that wait for it end too. */
  leave(): void {
    this.#ended = true;
    this.#answer(false);
  }

  #answer(follows: boolean): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#arrived = new Map();
    for (const resolve of waiting) resolve(follows);
  }
}
