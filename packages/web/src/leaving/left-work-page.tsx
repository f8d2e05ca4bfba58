import { listLeftWork } from '@alongside/shared/leaving/addresses'
import type { AnsweredLeftWork, LeftWork } from '@alongside/shared/leaving/contract'
import { leftWorkWords } from '@alongside/shared/leaving/words'
import { listMembers } from '@alongside/shared/partnerships/addresses'
import type { Member } from '@alongside/shared/partnerships/contract'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useAsking } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { Details } from '../ui/details.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { AnswerLeftWork } from './answer-left-work.tsx'

/** ACC-10: what people had to do who have left, each thing to be handed to a colleague or left for a reason. */
export default function LeftWorkPage() {
  const work = useRead(listLeftWork, {}, { staleTime: 0 })
  const members = useRead(listMembers, {})
  const { agencyId } = useAsking()
  return (
    <Page title="Work of people who have left" heading="Work of people who have left">
      <Awaited read={members} label="Loading your colleagues">
        {({ items }) => (
          <Awaited read={work} label="Loading what has no owner">
            {(list) => (
              <>
                {list.items.length === 0 && (
                  <EmptyState title="Everything has an owner">
                    When somebody leaves your agency, what they had still to do is shown here.
                  </EmptyState>
                )}
                {byLeaver(list.items).map((these) => (
                  <OfLeaver
                    key={`${these[0]?.leaverId} ${these[0]?.standsAside}`}
                    work={these}
                    colleagues={items.filter((m) => m.agencyId === agencyId && !m.endedAt)}
                  />
                ))}
                <Answered answered={list.answered} />
              </>
            )}
          </Awaited>
        )}
      </Awaited>
    </Page>
  )
}

const byLeaver = (items: readonly LeftWork[]): LeftWork[][] => [
  ...Map.groupBy(items, ({ leaverId, standsAside }) => `${leaverId} ${standsAside}`).values(),
]

function OfLeaver({ work, colleagues }: { work: LeftWork[]; colleagues: Member[] }) {
  const [first] = work
  if (!first) return null
  const { leaverName, leftAt, leftFor, standsAside } = first
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">{leaverName}</h2>
      <p className="govuk-body">
        {standsAside ? 'Stands aside from the case since' : 'Left'} <Moment at={leftAt} />
        {leftFor && `: “${leftFor}”`}
      </p>
      {work.map((one) => (
        <Details
          key={one.id}
          oneOf="left work"
          open={work.length === 1}
          summary={
            <>
              {leftWorkWords[one.kind]}
              {one.reference && `, ${one.reference}`}
              {one.dueOn && `, by ${dateWords(one.dueOn)}`}
            </>
          }
        >
          <p className="govuk-body">
            <Which work={one} />
          </p>
          <AnswerLeftWork work={one} colleagues={colleagues} />
        </Details>
      ))}
    </section>
  )
}

/** Its reference, with a link where there is a page for her. */
function Which({ work: { kind, id, caseId, reference } }: { work: LeftWork }) {
  if (kind === 'action')
    return (
      <Link {...paths.action(id)} className="govuk-link">
        {reference}
      </Link>
    )
  if (kind === 'returned')
    return (
      <Link {...paths.referral(id)} className="govuk-link">
        {reference}
      </Link>
    )
  if (caseId)
    return (
      <Link {...paths.case(caseId)} className="govuk-link">
        Case {reference}
      </Link>
    )
  if (kind === 'on_call')
    return (
      <Link {...paths.onCall} className="govuk-link">
        Put it right on the on-call list
      </Link>
    )
  if (kind === 'system')
    return (
      <Link {...paths.system(id)} className="govuk-link">
        Read about the system
      </Link>
    )
  if (kind === 'papers') return `Copy ${reference}`
  return reference ?? 'Only they knew more'
}

function Answered({ answered }: { answered: AnsweredLeftWork[] }) {
  if (answered.length === 0) return null
  return (
    <Details summary={`What became of the rest (${answered.length})`}>
      <ul className="govuk-list govuk-list--bullet">
        {answered.map(({ id, kind, reference, leaverName, toName, because, answeredAt, answeredByName }) => (
          <li key={id}>
            {leftWorkWords[kind]}
            {reference && ` ${reference}`}, of {leaverName}:{' '}
            {toName ? (
              `${toName} has it.`
            ) : (
              <>
                left, because: <span className="app-as-typed">“{because}”</span>
              </>
            )}{' '}
            <span className="app-quiet">
              {answeredByName}, <Moment at={answeredAt} />
            </span>
          </li>
        ))}
      </ul>
    </Details>
  )
}
