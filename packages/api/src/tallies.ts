/** What a process counts of its own for whoever watches it (OPS-6): no name, no address, no id. */
export class Tallies {
  readonly #lastRuns = new Map<string, string>()
  /** Tries at proving who one is, by what became of them. */
  readonly signIns = { opened: 0, wrong: 0, delayed: 0 }
  /** Seconds that whoever tried too often was told to wait, all together. */
  delaySeconds = 0

  /** A clock went through every partnership, and none failed. */
  ran(clock: string, at: string): void {
    this.#lastRuns.set(clock, at)
  }

  /** When it last did; null where it did not since this process began. */
  lastRun(clock: string): string | null {
    return this.#lastRuns.get(clock) ?? null
  }
}
