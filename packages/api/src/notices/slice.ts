import type { Tx } from '../db/pool.ts'
import type { Services } from '../services.ts'

/** OPS-5: some of what is due by one clock, worked on in one transaction. */
export interface Slice {
  tx: Tx
  services: Services
  now: string
  /** The moment of the first one. */
  began: string
  /** Ids up to this one were looked at before. */
  after: string
  /** How many it may take. */
  most: number
  /** Nothing of what was looked at before has failed. */
  unharmed: boolean
  /** Says what it takes, in the order of ids, before it works on any: what fails among them is then looked at by itself. */
  take: (ids: readonly string[]) => void
}

/** A deadline of some kind: looked at again for as long as it takes as many as it may, each time in a transaction of its own. */
export type Clock = (slice: Slice) => Promise<void>

/** In their order: what an UPDATE gives back is in none. */
export const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).sort()

/** As SQL, last of a WHERE: the next `most` of them behind `after`, by their id. */
export const nextBy = (id: string, after = '$2', most = '$3') =>
  `${id} > ${after} ORDER BY ${id} LIMIT ${most}`
