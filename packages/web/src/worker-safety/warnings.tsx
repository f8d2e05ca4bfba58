import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { listWorkerWarnings } from '@alongside/shared/worker-safety/addresses'
import { isEndedOfLate, whyNotCheckWarning } from '@alongside/shared/worker-safety/rules'
import type { WorkerWarning } from '@alongside/shared/worker-safety/schema'
import { staleWords, workerWarningWords } from '@alongside/shared/worker-safety/words'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { useNow } from '../time/now.ts'
import { dateWords } from '../time/words.ts'
import { Tag } from '../ui/tag.tsx'

/** WRK-2: on the first screen of a case, before anybody goes to see her. */
export function WorkerWarnings({ file }: { file: Case }) {
  const warnings = useRead(
    listWorkerWarnings,
    { params: { caseId: file.id } },
    { enabled: !file.refusedHere },
  )
  const records = useCan('cases:record') && whyNotRecordOn(file.myBases) === null
  const now = useNow()
  if (file.refusedHere) return null
  return (
    <Awaited read={warnings} label="Loading what to know before you go">
      {({ items }) => {
        const ofLate = items.filter((warning) => isEndedOfLate(warning, now.toString()))
        const standing = items.filter((warning) => whyNotCheckWarning(warning) === null)
        return (
          <section className="app-section" aria-labelledby="before-you-go">
            <h2 className="govuk-heading-m" id="before-you-go">
              Before you go to see her
            </h2>
            {standing.length === 0 && (
              <p className="govuk-body">No warning is recorded. That does not say that there is no danger.</p>
            )}
            <ul className="govuk-list govuk-list--bullet">
              {standing.map((warning) => (
                <li key={warning.id}>
                  <Warning warning={warning} />
                </li>
              ))}
              {ofLate.map((warning) => (
                <li key={warning.id}>
                  <EndedWarning warning={warning} />
                </li>
              ))}
            </ul>
            {records && (
              <p className="govuk-body">
                <Link {...paths.caseSection(file.id, 'worker-safety')} className="govuk-link">
                  Record or check a warning for workers
                </Link>
              </p>
            )}
          </section>
        )
      }}
    </Awaited>
  )
}

/** What it is, who says so, and since when nobody has looked. */
export function Warning({ warning }: { warning: WorkerWarning }) {
  const { kind, words, source, checkedOn, checkedBy, checkedAgencyName, stale } = warning
  return (
    <>
      <strong>{workerWarningWords[kind]}</strong>
      {words && <span className="app-as-typed">: {words}</span>}{' '}
      {stale && (
        <>
          <Tag colour="yellow">{staleWords}</Tag>{' '}
        </>
      )}
      <span className="app-quiet">
        So says: {source}. Checked {dateWords(checkedOn)} by {checkedBy}, {checkedAgencyName}.
      </span>
    </>
  )
}

/** What was so until of late, with who says that it no longer is. */
export const EndedWarning = ({ warning: { kind, ended } }: { warning: WorkerWarning }) =>
  ended && (
    <>
      <strong>{workerWarningWords[kind]}: no longer so</strong>, <Moment at={ended.at} />, {ended.by}:{' '}
      <span className="app-as-typed">“{ended.words}”</span>
    </>
  )
