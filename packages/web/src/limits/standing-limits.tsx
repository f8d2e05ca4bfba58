import type { Case } from '@alongside/shared/cases/contract'
import { listLimits } from '@alongside/shared/limits/addresses'
import { eachNo, type OneNo } from '@alongside/shared/limits/of-person'
import { isStanding, whyNotRecordSay } from '@alongside/shared/limits/rules'
import type { Limit } from '@alongside/shared/limits/schema'
import { limitWords } from '@alongside/shared/limits/words'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { isProblem } from '../client/transport.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { Details } from '../ui/details.tsx'
import { SettleLimit } from './settle-limit.tsx'

/** ACC-8: what she refuses, where everybody who opens her case meets it first. */
export function StandingLimits({ caseId }: { caseId: string }) {
  const limits = useRead(listLimits, { params: { caseId } })
  return (
    <Awaited read={limits} label="Loading what she does not want">
      {({ items }) => {
        const standing = items.filter(isStanding)
        return (
          standing.length > 0 && (
            <section className="app-section" aria-labelledby="her-limits">
              <h2 className="govuk-heading-m" id="her-limits">
                What she does not want
              </h2>
              <ul className="govuk-list govuk-list--bullet">
                {eachNo(standing).map((no) => (
                  <li key={no.limit.id}>
                    <SheSaid {...no} />
                  </li>
                ))}
              </ul>
              <p className="govuk-body">
                It holds until she lifts it, whatever she agrees to later.{' '}
                <Link {...paths.caseSection(caseId, 'consent')} className="govuk-link">
                  Her say and who may see it
                </Link>
              </p>
            </section>
          )
        )
      }}
    </Awaited>
  )
}

/** The same in a line each, to who leads and notes: before an agency is spoken of as the one that acts. */
export function NoesInBrief({ caseId }: { caseId: string }) {
  const limits = useRead(listLimits, { params: { caseId } }, { enabled: useCan('cases:read') })
  // Who leads by a place in the room alone may not read them, and is told nothing of it.
  if (limits.isPending || isProblem(limits.error, 'not_found')) return null
  return (
    <Awaited read={limits} label="Loading what she does not want">
      {({ items }) =>
        items.some(isStanding) && (
          <section className="app-section" aria-labelledby="her-noes">
            <h2 className="govuk-heading-m" id="her-noes">
              What she does not want
            </h2>
            <ul className="govuk-list govuk-list--bullet">
              {eachNo(items.filter(isStanding)).map(({ limit }) => (
                <li key={limit.id}>
                  <strong>She said no to {limitWords(limit)}</strong>, {dateWords(limit.saidOn)}
                </li>
              ))}
            </ul>
          </section>
        )
      }
    </Awaited>
  )
}

/** The same with what can be done about each, and what she lifted. */
export function HerLimits({ file: { id: caseId, myBases } }: { file: Case }) {
  const limits = useRead(listLimits, { params: { caseId } })
  const mayRecord = useCan('limits:record') && whyNotRecordSay(myBases) === null
  return (
    <section className="app-section" aria-labelledby="her-limits">
      <h2 className="govuk-heading-m" id="her-limits">
        What she does not want
      </h2>
      <Awaited read={limits} label="Loading what she does not want">
        {({ items }) => (
          <>
            {!items.some(isStanding) && (
              <p className="govuk-body">Nothing is recorded in what you may see. Ask her.</p>
            )}
            {eachNo(items.filter(isStanding)).map((no) => (
              <div key={no.limit.id} className="app-section">
                <SheSaid {...no} />
                {mayRecord && <SettleLimit {...no} />}
              </div>
            ))}
            {!items.every(isStanding) && (
              <Details summary="What she has lifted">
                {items
                  .filter((limit) => !isStanding(limit))
                  .map((limit) => (
                    <SheSaid key={limit.id} limit={limit} others={[]} />
                  ))}
              </Details>
            )}
          </>
        )}
      </Awaited>
      {mayRecord && (
        <p className="govuk-body">
          <Link {...paths.caseSection(caseId, 'record-limit')} className="govuk-link">
            Record something she does not want
          </Link>
        </p>
      )}
    </section>
  )
}

/** Once, with what she said of it on each of her files. */
function SheSaid({ limit, others }: OneNo<Limit>) {
  return (
    <>
      <p className="govuk-body govuk-!-margin-bottom-1">
        <strong>She said no to {limitWords(limit)}</strong>
      </p>
      {[limit, ...others].map((said) => (
        <Saying key={said.id} limit={said} onFile={others.length > 0} />
      ))}
    </>
  )
}

function Saying({ limit, onFile }: { limit: Limit; onFile: boolean }) {
  const { words, doubted, saidOn, promisedBy, confirmedAt, liftedAt, liftedBy, liftedWords, caseReference } =
    limit
  return (
    <>
      {words && (
        <blockquote className="app-voice__words">
          <p className="govuk-body app-as-typed">{words}</p>
        </blockquote>
      )}
      <p className="app-quiet">
        Said {dateWords(saidOn)}
        {onFile && `, on file ${caseReference}`}. {promisedBy.agencyName} holds the promise.
        {doubted &&
          liftedAt === null &&
          ' An agency that she refuses recorded it: it holds where it was recorded alone, until she was asked.'}
        {confirmedAt && (
          <>
            {' '}
            Said again <Moment at={confirmedAt} />.
          </>
        )}
        {liftedAt && (
          <>
            {' '}
            Lifted <Moment at={liftedAt} />, recorded by {liftedBy}
            {liftedWords && `: ${liftedWords}`}
          </>
        )}
      </p>
    </>
  )
}
