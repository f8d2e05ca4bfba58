import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

/** A person’s record as this imaginary case system keeps it. Yours looks different: `form.ts` says what becomes of it. */
export interface PersonRecord {
  number: string
  name: string
  risks: Record<string, string>
  where: string
  wishes: string
  worker: { name: string; phone: string }
  consent: { on: string; until: string }
  /** Somebody ticked “refer to the partnership”. */
  refer: boolean
  /** What Alongside calls it, and how it stands there. */
  alongside?: { id: string; reference: string; state: string; toMend?: string[] }
}

export interface FlagRecord {
  number: string
  caseReference: string
  on: string
}

export interface Task {
  actionId: string
  what: string
  dueOn: string
  /** Filled by the worker who did it. */
  outcome?: string
  reported?: boolean
}

interface Contents {
  records: PersonRecord[]
  flags: FlagRecord[]
  tasks: Task[]
}

/** The imaginary case system: three lists and a cursor, each a file. */
export function openCaseSystem(folder: string) {
  mkdirSync(folder, { recursive: true })
  const fileOf = (name: string) => `${folder}/${name}.json`
  const read = <T>(name: string, without: T): T =>
    existsSync(fileOf(name)) ? (JSON.parse(readFileSync(fileOf(name), 'utf8')) as T) : without
  const write = (name: string, value: unknown) => writeFileSync(fileOf(name), JSON.stringify(value, null, 2))
  const contents: Contents = {
    records: read('records', []),
    flags: read('flags', []),
    tasks: read('tasks', []),
  }
  return {
    ...contents,
    /** After each thing that was agreed with Alongside, not at the end: a run may be cut short. */
    save: () => Object.entries(contents).forEach(([name, list]) => write(name, list)),
    /** Where in Alongside’s list the last run stopped; null: at its end. */
    cursor: () => read<string | null>('cursor', null),
    keepCursor: (cursor: string | null) => write('cursor', cursor),
  }
}
export type CaseSystem = ReturnType<typeof openCaseSystem>
