import type { Case } from '@alongside/shared/cases/contract'
import { undoJoin } from '@alongside/shared/cases/joining-addresses'
import { Link } from '@tanstack/react-router'
import { InWords } from '../forms/in-words.tsx'
import { paths } from '../paths.ts'
import { useCan } from '../session/session.tsx'
import { InsetText } from '../ui/inset-text.tsx'

/** REF-10: at the head of a file of somebody who has another: where it goes on, or what goes on in it; and the way back. */
export function JoinedFiles({ file }: { file: Case }) {
  const { goesOnAs, joinedFiles } = file
  if (goesOnAs)
    return (
      <InsetText>
        This file goes on as{' '}
        <Link {...paths.case(goesOnAs.caseId)} className="govuk-link app-nowrap">
          {goesOnAs.reference}
        </Link>
        : both are of one person. What is new belongs there.
        <Undo joinId={goesOnAs.joinId} reference={file.reference} />
      </InsetText>
    )
  if (joinedFiles.length === 0) return null
  return (
    <InsetText>
      {joinedFiles.map(({ joinId, file: joined }) => (
        <div key={joinId}>
          Her file{' '}
          <Link {...paths.case(joined.id)} className="govuk-link app-nowrap">
            {joined.reference}
          </Link>{' '}
          ({joined.identity.name || 'name not given'}) goes on in this one. What comes from it is marked with
          its reference. It is not open to more people by that, and what she refuses on either file holds on
          both.
          <Undo joinId={joinId} reference={joined.reference} />
        </div>
      ))}
    </InsetText>
  )
}

function Undo({ joinId, reference }: { joinId: string; reference: string }) {
  const mayJoin = useCan('referrals:triage')
  if (!mayJoin) return null
  return (
    <InWords
      contract={undoJoin}
      said={{ params: { joinId } }}
      summary={`Part the files again: ${reference} is another person’s`}
      asks={{
        key: 'reason',
        label: 'Why are they of two people?',
        missing: 'Say why they are of two people',
      }}
      button="Part the files"
      variant="secondary"
    >
      <p className="govuk-body">Each file stands by itself again, with all that is in it. Nothing is lost.</p>
    </InWords>
  )
}
