import type { AccessRecord } from '@alongside/shared/cases/contract'

/** Looks of one person in a row, told once: a live page reads again and again. */
export interface AccessRun {
  /** The newest. */
  latest: AccessRecord
  /** The instant of the oldest. */
  from: string
  times: number
  /** How often the open page read it again by itself, and until when anything was read. */
  refreshes: number
  until: string
}

/** `records`: newest first, as the API gives them. Only neighbours of the same person, doing the same, run together. */
export function accessRuns(records: readonly AccessRecord[]): AccessRun[] {
  const runs: AccessRun[] = []
  for (const record of records) {
    const run = runs.at(-1)
    if (run && sameLook(run.latest, record)) {
      run.from = record.at
      run.times += 1
      run.refreshes += record.refreshes
    } else
      runs.push({
        latest: record,
        from: record.at,
        times: 1,
        refreshes: record.refreshes,
        until: record.refreshedUntil ?? record.at,
      })
  }
  return runs
}

const sameLook = (a: AccessRecord, b: AccessRecord) =>
  (['name', 'agencyName', 'role', 'action', 'basis', 'fromAddress'] as const).every(
    (key) => a[key] === b[key],
  )
