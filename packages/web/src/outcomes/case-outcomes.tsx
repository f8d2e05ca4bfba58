import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { listOutcomes } from '@alongside/shared/outcomes/addresses'
import type { Look } from '@alongside/shared/outcomes/contract'
import { countWords } from '@alongside/shared/outcomes/rules'
import { occasionWords } from '@alongside/shared/outcomes/words'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { NoBasis } from '../cases/no-basis.tsx'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { useCan, useSession } from '../session/session.tsx'
import { dateWords } from '../time/words.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { OneLook } from './look.tsx'
import { LookForm } from './look-form.tsx'
import { PutOff, Reviews, useAskedOfUs } from './reviews.tsx'
import { pointsOf, SafetyLine } from './safety-line.tsx'
import { standing } from './typed.ts'
import { safetyWords } from './words.ts'

type Outcomes = { items: Look[]; reviews: Parameters<typeof useAskedOfUs>[0] }

/** MON-2: how she is doing over time, in her words first; the line; and each look. */
export default function CaseOutcomes({ file }: { file: Case }) {
  const outcomes = useRead(listOutcomes, { params: { caseId: file.id } })
  return (
    <Awaited read={outcomes} label="Loading how she is doing">
      {(loaded) => <Doing file={file} outcomes={loaded} />}
    </Awaited>
  )
}

function Doing({ file, outcomes: { items, reviews } }: { file: Case; outcomes: Outcomes }) {
  const { acting } = useSession()
  const records = useCan('cases:record') && whyNotRecordOn(file.myBases) === null
  const [puttingRight, setPuttingRight] = useState<Look | null>(null)
  const asked = useAskedOfUs(reviews)
  const looks = standing(items)
  const points = pointsOf(looks)
  const last = items.filter(({ replacedBy }) => replacedBy === null)
  if (puttingRight)
    return (
      <LookForm
        key={puttingRight.id}
        caseId={puttingRight.caseId}
        looks={items}
        reviews={reviews}
        replaces={puttingRight}
        onDone={() => setPuttingRight(null)}
      />
    )
  return (
    <>
      {items.some(({ withheld }) => withheld) && <NoBasis caseId={file.id} />}
      {last.length === 0 && (
        <EmptyState title="Nobody has asked her yet">
          Short, kind, and every question can be skipped. It shows over time whether things get better for
          her.
        </EmptyState>
      )}
      {records && (
        <ButtonLink>
          <Link {...paths.caseSection(file.id, 'record-outcomes')}>Record how she is doing</Link>
        </ButtonLink>
      )}
      {asked.map((review) => (
        <PutOff key={`${review.caseId} ${review.occasion}`} review={review} />
      ))}
      {points.length > 0 && (
        <>
          <h2 className="govuk-heading-m">How safe she feels</h2>
          <SafetyLine points={points} />
        </>
      )}
      {looks.length > 0 && (
        <Table
          caption="Look by look"
          captionSize="m"
          columns={columns}
          rows={looks}
          rowKey={({ id }) => id}
          rowHeaders
          stack
        />
      )}
      {last.length > 0 && <h2 className="govuk-heading-m">What she said</h2>}
      {last.toReversed().map((look) => (
        <OneLook
          key={look.id}
          look={look}
          earlier={putRightBy(look, items)}
          severalFiles={file.joinedFiles.length > 0}
          onPutRight={records && look.agencyId === acting?.agencyId ? () => setPuttingRight(look) : undefined}
        />
      ))}
      <Reviews reviews={reviews.filter(({ caseId }) => caseId === file.id)} />
    </>
  )
}

/** The looks that this one put right, and those that they had put right. */
function putRightBy({ replaces }: Look, items: readonly Look[]): Look[] {
  const before = items.find(({ id }) => id === replaces)
  return before ? [before, ...putRightBy(before, items)] : []
}

const columns: Column<Look>[] = [
  { header: 'When', cell: ({ lookedOn }) => dateWords(lookedOn) },
  { header: 'Look', cell: ({ occasion }) => sentence(occasionWords[occasion]) },
  {
    header: 'How safe she feels',
    cell: ({ answers: { safety } }) => (safety ? safetyWords[safety] : 'Skipped'),
  },
  { header: 'Police call-outs since', cell: ({ answers }) => countWords(answers.policeCallOuts) },
  { header: 'Arrests since', cell: ({ answers }) => countWords(answers.arrests) },
  { header: 'Violence since', cell: ({ answers }) => countWords(answers.violence) },
]
