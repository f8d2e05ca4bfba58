/** What happens when, in a time that is told rather than lived. Instants. */
export interface Diary {
  now(): string
  readonly end: string
  /** To be done at that moment, or as soon after as what goes on then allows; what lies behind the end is left to the future. */
  plan(at: string | Temporal.Instant, task: () => Promise<unknown>): void
  /** Time passes within a task; never back, and never past the end. */
  moveTo(at: string | Temporal.Instant): void
  pass(minutes: number): void
  /** Does all that is planned, and what that plans in turn, in the order of time; the clock then stands at the end. */
  run(afterEach: () => Promise<unknown>): Promise<void>
}

interface Entry {
  at: number
  task: () => Promise<unknown>
}

export function openDiary(start: string, end: string): Diary {
  const last = Date.parse(end)
  let moment = Date.parse(start)
  const entries: Entry[] = []
  const milliseconds = (at: string | Temporal.Instant) =>
    typeof at === 'string' ? Date.parse(at) : at.epochMilliseconds
  const forwardTo = (at: number) => {
    moment = Math.max(moment, Math.min(at, last))
  }
  return {
    now: () => new Date(moment).toISOString(),
    end,
    plan(at, task) {
      const entry = { at: milliseconds(at), task }
      // Behind those of the same moment: what was planned first happens first.
      const before = entries.findLastIndex((other) => other.at <= entry.at)
      entries.splice(before + 1, 0, entry)
    },
    moveTo: (at) => forwardTo(milliseconds(at)),
    pass: (minutes) => forwardTo(moment + minutes * 60_000),
    async run(afterEach) {
      for (let entry = entries.shift(); entry && entry.at <= last; entry = entries.shift()) {
        forwardTo(entry.at)
        await entry.task()
        await afterEach()
      }
      forwardTo(last)
    },
  }
}
