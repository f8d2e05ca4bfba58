import { ageInWords } from '@alongside/shared/age/words'
import type { Case } from '@alongside/shared/cases/contract'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { paths } from '../paths.ts'
import { Ways } from '../reach/ways.tsx'
import { useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'
import { Moment } from '../time/moment.tsx'
import { IdentityBar } from '../ui/identity-bar.tsx'
import { Light } from '../ui/light.tsx'
import { WarningText } from '../ui/warning-text.tsx'

/** Who she is and how to reach her safely, at the top of every page of her case. */
export function CaseIdentity({ file }: { file: Case }) {
  const calendar = useCalendar()
  const { identity, light, reference } = file
  return (
    <IdentityBar label="The case">
      <strong className="app-identity__name">{identity.name || 'Name not given'}</strong>
      {identity.aliases.length > 0 && <span>also {identity.aliases.join(', ')}</span>}
      <span>{ageInWords(identity.age, today(calendar))}</span>
      <Light light={light} />
      <span className="app-nowrap">{reference}</span>
    </IdentityBar>
  )
}

/** `reference`: of the file that says so, where she has several (REF-10). */
export function SafeContact({
  identity,
  ways,
  additions,
  reference,
  change,
}: {
  identity: Case['identity']
  ways: Case['ways']
  /** What was added to her referrals since, newest first: a new number stands there, and the form as it was sent does not know it. */
  additions: Case['additions']
  reference?: string | undefined
  /** The file where they can be changed, to who may. */
  change: string | null
}) {
  const { contactToAvoid, language, interpreter } = identity
  const id = useId()
  return (
    <section className="app-safe-contact" aria-labelledby={id}>
      <h2 className="govuk-heading-s" id={id}>
        How it is safe to reach her{reference && `, by file ${reference}`}
      </h2>
      {ways.length > 0 ? (
        <Ways ways={ways} />
      ) : (
        <p className="govuk-body">Not known yet: ask her before anyone calls or writes.</p>
      )}
      {contactToAvoid && <WarningText>Avoid: {contactToAvoid}</WarningText>}
      {(language || interpreter === 'yes') && (
        <p className="govuk-body">
          {language && `Speaks ${language}.`} {interpreter === 'yes' && 'Needs an interpreter.'}
        </p>
      )}
      {change && (
        <p className="govuk-body">
          <Link {...paths.caseSection(change, 'reach')} className="govuk-link">
            Change how to reach her, or add a way
          </Link>
        </p>
      )}
      {additions.length > 0 && (
        <>
          <p className="govuk-body govuk-!-margin-bottom-1">
            <strong>Added since: read it before you reach her</strong>
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {additions
              .slice(0, 3)
              .map(({ id: addition, at, by, agencyName, words, referralId, reference: of }) => (
                <li key={addition}>
                  Added <Moment at={at} /> by {by}, {agencyName}:{' '}
                  <span className="app-as-typed">{words}</span>{' '}
                  <Link {...paths.referral(referralId)} hash="added" className="govuk-link">
                    See it on referral {of}
                  </Link>
                </li>
              ))}
          </ul>
        </>
      )}
    </section>
  )
}
