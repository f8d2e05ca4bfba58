import type { SharingOpen } from '@alongside/shared/sharing/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import { Folded } from '../work/folded.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'

export const sharingWork: Shown<'sharingToStop' | 'sharingToSettle'> = {
  /** CON-3: what my agency is to stop. */
  sharingToStop: (changes) => (
    <Section title="Stop this: your agency reads a case no more, or only what it wrote itself">
      <Changes
        changes={changes}
        words={({ caseReference, holderAgencyName }) => (
          <>
            <Whose reference={caseReference} />, case of {holderAgencyName}
          </>
        )}
      />
    </Section>
  ),
  /** CON-3: what still runs with an agency that may read no more. */
  sharingToSettle: (changes) => (
    <Section title="Still running with an agency that reads a case no more, or only what it wrote itself">
      <Changes
        changes={changes}
        words={({ caseReference, agencyNames }) => (
          <>
            <Whose reference={caseReference} />: {agencyNames.join(', ')}
          </>
        )}
      />
    </Section>
  ),
}

function Changes({ changes, words }: { changes: SharingOpen[]; words: (change: SharingOpen) => ReactNode }) {
  return (
    <Folded of={changes} rest={(count) => `${count} more cases`}>
      {(shown) => (
        <ul className="govuk-list app-work-list">
          {shown.map((change) => (
            <li key={change.id} className="app-work-list__item">
              <span className="app-work-list__what">
                <Link {...paths.sharingChange(change.id)} className="govuk-link">
                  {words(change)}
                </Link>{' '}
                ({change.running === 1 ? 'one thing' : `${change.running} things`})
              </span>
              <span className="app-work-list__when">
                <Moment at={change.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Folded>
  )
}
