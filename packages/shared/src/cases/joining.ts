import type { ProblemCode } from '../problems.ts'

/** What a file says of how it is joined, to who may see it. */
interface Joinable {
  id: string
  goesOnAs: object | null
  joinedFiles: readonly object[]
}

/**
 * REF-10: why `other` cannot be joined to `file`, which goes on; null when it can. One level only: a joined file has none
 * of its own. The table keeps this too, also for joins that the coordinator no longer sees.
 */
export function whyNotJoin(file: Joinable, other: Joinable): ProblemCode | null {
  if (file.id === other.id) return 'reference.unknown'
  return file.goesOnAs || other.goesOnAs || other.joinedFiles.length > 0 ? 'case.joined' : null
}
