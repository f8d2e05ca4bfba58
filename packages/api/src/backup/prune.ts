import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { KeysManifest, Manifest } from './manifest.ts'

/** How many of each kind are kept: the newest of each of the last days, weeks and months that have one. */
export interface Kept {
  daily: number
  weekly: number
  monthly: number
}

export interface Copy {
  name: string
  takenAt: string
}

/** Monday of its week, in UTC. */
function weekOf(takenAt: string): string {
  const day = new Date(takenAt)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}

const periods: Record<keyof Kept, (takenAt: string) => string> = {
  daily: (takenAt) => takenAt.slice(0, 10),
  weekly: weekOf,
  monthly: (takenAt) => takenAt.slice(0, 7),
}

/** Which of these are kept for nobody any more. The newest is always kept. */
export function superfluous(copies: readonly Copy[], kept: Kept): Copy[] {
  const newestFirst = copies.toSorted((one, other) => other.takenAt.localeCompare(one.takenAt))
  const keeping = new Set(newestFirst.slice(0, 1))
  for (const kind of ['daily', 'weekly', 'monthly'] as const) {
    const newest = new Map<string, Copy>()
    for (const copy of newestFirst) {
      const period = periods[kind](copy.takenAt)
      if (!newest.has(period)) newest.set(period, copy)
    }
    for (const copy of [...newest.values()].slice(0, kept[kind])) keeping.add(copy)
  }
  return newestFirst.filter((copy) => !keeping.has(copy))
}

/** Days for which a copy of keys is kept at most: a certificate of disposal counts on it. */
export const keysKeptDays = 35

/**
 * Which copies of keys are too old. The newest is always kept: without any all is lost, and what is too old then is `doctor`'s to say.
 */
export function keysTooOld(copies: readonly Copy[], now: string): Copy[] {
  const oldest = new Date(Date.parse(now) - keysKeptDays * 86_400_000).toISOString()
  const newestFirst = copies.toSorted((one, other) => other.takenAt.localeCompare(one.takenAt))
  return newestFirst.slice(1).filter(({ takenAt }) => takenAt < oldest)
}

/** Of directories that a backup was being written to, or taken away from: what a signal in the night left, a day later. Keys in it open what they opened. */
const brokenOff = (folder: string, now: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /\.part-\w{6}$/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => statSync(path.join(folder, name)).mtimeMs < Date.parse(now) - 86_400_000)

/** Takes away the backups in a folder that are kept no longer, and nothing that is none. Returns what is left and what is gone. */
export function prune(folder: string, kept: Kept, now: string): { left: number; gone: string[] } {
  const copies = readdirSync(folder, { withFileTypes: true }).flatMap(
    (entry): (Copy & { keys: boolean })[] => {
      const file = path.join(folder, entry.name, 'manifest.json')
      if (!entry.isDirectory() || !existsSync(file)) return []
      const { format, takenAt, kind } = JSON.parse(readFileSync(file, 'utf8')) as Partial<
        Manifest | KeysManifest
      >
      return format === 1 && takenAt ? [{ name: entry.name, takenAt, keys: kind === 'keys' }] : []
    },
  )
  const { keys = [], others = [] } = Object.groupBy(copies, (copy) => (copy.keys ? 'keys' : 'others'))
  const gone = [
    ...new Set([...superfluous(others, kept), ...superfluous(keys, kept), ...keysTooOld(keys, now)]),
  ]
  for (const { name } of gone) {
    // By its name from here on: what is left of it where this is broken off is no backup, and goes with the next.
    const aside = path.join(folder, `${name}.part-pruned`)
    renameSync(path.join(folder, name), aside)
    rmSync(aside, { recursive: true })
  }
  for (const name of brokenOff(folder, now)) rmSync(path.join(folder, name), { recursive: true })
  return { left: copies.length - gone.length, gone: gone.map(({ name }) => name) }
}
