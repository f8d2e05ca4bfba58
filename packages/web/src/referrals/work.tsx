import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Untold } from '../safeguarding/untold.tsx'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { Light } from '../ui/light.tsx'
import type { LinkElement } from '../ui/link.ts'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { OwnDue } from './own-due.tsx'

type Summary = MyWork['myDrafts'][number]

export const referralWork: Shown<
  'nobodyHasHer' | 'questionsAsked' | 'toTriage' | 'toAnswer' | 'restOwed' | 'returnedToMe'
> = {
  nobodyHasHer: (referrals) => <Referrals title="Nobody has her" referrals={referrals} unhelped />,
  questionsAsked: (questions) => <Questions questions={questions} />,
  toTriage: (referrals) => <Referrals title="To triage" referrals={referrals} />,
  toAnswer: (referrals) => <Referrals title="To answer" referrals={referrals} />,
  restOwed: (referrals) => <Referrals title="Owed by you" referrals={referrals} rest />,
  returnedToMe: (referrals) => <Referrals title="Returned to you" referrals={referrals} edit />,
}

/** No clock runs for them: they come last. */
export const draftWork: Shown<'myDrafts'> = {
  myDrafts: (referrals) => <Referrals title="Your drafts" referrals={referrals} edit />,
}

function Referrals({
  title,
  referrals,
  edit = false,
  unhelped = false,
  rest = false,
}: {
  title: string
  referrals: Summary[]
  edit?: boolean
  /** The coordinator’s clock, not an agency’s. */
  unhelped?: boolean
  /** Of a short form, whose referrer owes it. */
  rest?: boolean
}) {
  return (
    <Section title={title}>
      <ul className="govuk-list app-work-list">
        {referrals.map((referral) => (
          <li key={referral.id} className="app-work-list__item">
            <WorkLink referral={referral} edit={edit} rest={rest} />
            <Light light={referral.light} />
            <Untold kinds={referral.safeguarding} />
            <span className="app-work-list__when">
              {unhelped && referral.unhelpedDueAt ? (
                <Due at={referral.unhelpedDueAt} />
              ) : referral.restDueAt && rest ? (
                <Due at={referral.restDueAt} />
              ) : referral.ownDueAt && !edit ? (
                <OwnDue at={referral.ownDueAt} restsUntil={referral.ownRestsUntil} />
              ) : referral.dueAt && !referral.respondedAt && !edit ? (
                <Due at={referral.dueAt} />
              ) : (
                <>
                  Last changed <Moment at={referral.updatedAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** REF-13: what agencies ask about referrals of mine. */
function Questions({ questions }: { questions: MyWork['questionsAsked'] }) {
  return (
    <Section title="Asked of you">
      <ul className="govuk-list app-work-list">
        {questions.map(({ id, referralId, reference, name, agencyName, light, dueAt }) => (
          <li key={id} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.referral(referralId)}>
                {name || 'Name not given yet'} ({reference})
              </Link>{' '}
              <span className="govuk-hint app-work-list__from">{agencyName} asks</span>
            </span>
            <Light light={light} />
            <span className="app-work-list__when">
              <Due at={dueAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function WorkLink({ referral, edit, rest }: { referral: Summary; edit: boolean; rest: boolean }) {
  const name = referral.name || 'Name not given yet'
  const words = rest
    ? `The rest of ${name}’s form (${referral.reference})`
    : `${name} (${referral.reference})`
  const link: LinkElement = rest ? (
    <Link {...paths.rest(referral.id)}>{words}</Link>
  ) : edit ? (
    <Link {...paths.referralForm(referral.id)}>{words}</Link>
  ) : (
    <Link {...paths.referral(referral.id)}>{words}</Link>
  )
  return (
    <span className="app-work-list__what">
      {link}{' '}
      {!edit && !rest && <span className="govuk-hint app-work-list__from">from {referral.agencyName}</span>}
    </span>
  )
}
