import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { Light } from '../ui/light.tsx'
import type { LinkElement } from '../ui/link.ts'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

type Summary = MyWork['myDrafts'][number]

export const referralWork: Shown<'toTriage' | 'toAnswer' | 'returnedToMe'> = {
  toTriage: (referrals) => <Referrals title="To triage" referrals={referrals} />,
  toAnswer: (referrals) => <Referrals title="To answer" referrals={referrals} />,
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
}: {
  title: string
  referrals: Summary[]
  edit?: boolean
}) {
  return (
    <Section title={title}>
      <ul className="govuk-list app-work-list">
        {referrals.map((referral) => (
          <li key={referral.id} className="app-work-list__item">
            <WorkLink referral={referral} edit={edit} />
            {referral.light && <Light light={referral.light} />}
            <span className="app-work-list__when">
              {referral.dueAt && !referral.respondedAt && !edit ? (
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

function WorkLink({ referral, edit }: { referral: Summary; edit: boolean }) {
  const words = `${referral.name || 'Name not given yet'} (${referral.reference})`
  const link: LinkElement = edit ? (
    <Link {...paths.referralForm(referral.id)}>{words}</Link>
  ) : (
    <Link {...paths.referral(referral.id)}>{words}</Link>
  )
  return (
    <span className="app-work-list__what">
      {link} {!edit && <span className="govuk-hint app-work-list__from">from {referral.agencyName}</span>}
    </span>
  )
}
