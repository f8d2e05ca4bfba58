import type { Case, CaseFile } from '@alongside/shared/cases/contract'

/** REF-10: the file itself, and those of the same person that were joined to it. */
export const filesOf = (file: Case): CaseFile[] => [file, ...file.joinedFiles.map((joined) => joined.file)]

/** What hangs on any of them, each with the reference of its file; null where there is only one file to speak of. */
export const ofEachFile = <T>(
  file: Case,
  part: (one: CaseFile) => readonly T[],
): (T & { fileReference: string | null })[] =>
  filesOf(file).flatMap((one) =>
    part(one).map((row) => ({ ...row, fileReference: file.joinedFiles.length > 0 ? one.reference : null })),
  )

export type Sees = 'both files' | 'the file that goes on' | 'the joined file'

/** Who sees which of two files now, agency by agency. Joining changes none of it (ACC-2). */
export function sightOf(
  file: Pick<CaseFile, 'grants'>,
  joined: Pick<CaseFile, 'grants'>,
): { agencyName: string; sees: Sees }[] {
  const seers = ({ grants }: Pick<CaseFile, 'grants'>) =>
    new Set(
      grants
        .filter(({ inForce }) => inForce)
        .map(({ agencyName, accountName }) =>
          accountName ? `${accountName} alone, ${agencyName}` : agencyName,
        ),
    )
  const [one, other] = [seers(file), seers(joined)]
  return [...new Set([...one, ...other])].sort().map((agencyName) => ({
    agencyName,
    sees: !other.has(agencyName)
      ? 'the file that goes on'
      : one.has(agencyName)
        ? 'both files'
        : 'the joined file',
  }))
}
