import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { listOtherForums } from '@alongside/shared/other-forums/addresses'
import type { OtherForum, OtherForumSaid } from '@alongside/shared/other-forums/schema'
import { forumInWords, shownForumWords } from '@alongside/shared/other-forums/words'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'

/** FOR-1: on the first screen of a case, which other forums know of her. */
export function OtherForums({ file }: { file: Case }) {
  const read = useRead(listOtherForums, { params: { caseId: file.id } })
  const records = useCan('cases:record') && whyNotRecordOn(file.myBases) === null && !file.refusedHere
  return (
    <Awaited read={read} label="Loading other forums">
      {({ items, more }) => (
        <section className="app-section" aria-labelledby="other-forums">
          <h2 className="govuk-heading-m" id="other-forums">
            Other forums
          </h2>
          {items.length === 0 && <p className="govuk-body">None is recorded.</p>}
          <ul className="govuk-list govuk-list--bullet">
            {items.map((forum) => (
              <li key={forum.id}>
                <OneForum said={forum} /> <span className="app-quiet">{forum.agencyName}</span>
              </li>
            ))}
          </ul>
          {more > 0 && (
            <p className="govuk-body">
              {more === 1 ? 'Another was' : `${more} more were`} recorded before these, and not listed.
            </p>
          )}
          {records && (
            <p className="govuk-body">
              <Link {...paths.caseSection(file.id, 'other-forums')} className="govuk-link">
                Record another forum, or what came of it
              </Link>
            </p>
          )}
        </section>
      )}
    </Awaited>
  )
}

type Said = Omit<OtherForumSaid, 'forum'> & Pick<OtherForum, 'forum'>

export function OneForum({ said }: { said: Said }) {
  const day = today(useCalendar())
  return (
    <>
      <strong>{shownForumWords[said.forum]}</strong>:{' '}
      <span className="app-as-typed">{forumInWords(said, day)}</span>
    </>
  )
}
