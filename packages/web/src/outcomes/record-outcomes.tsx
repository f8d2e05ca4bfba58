import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { listOutcomes } from '@alongside/shared/outcomes/addresses'
import { problems } from '@alongside/shared/problems'
import { useNavigate } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { LookForm } from './look-form.tsx'
import { PutOff, useAskedOfUs } from './reviews.tsx'

/** MON-2: one short page, reached from the case and from «my work». */
export default function RecordOutcomes({ file }: { file: Case }) {
  const outcomes = useRead(listOutcomes, { params: { caseId: file.id } })
  const refused = whyNotRecordOn(file.myBases)
  if (refused) return <EmptyState title={problems[refused].title}>{problems[refused].fix}</EmptyState>
  return (
    <Awaited read={outcomes} label="Loading how she is doing">
      {({ items, reviews }) => <Form file={file} looks={items} reviews={reviews} />}
    </Awaited>
  )
}

function Form({ file, ...rest }: { file: Case } & Pick<Parameters<typeof LookForm>[0], 'looks' | 'reviews'>) {
  const navigate = useNavigate()
  const back = () => void navigate(paths.caseSection(file.id, 'outcomes'))
  const ours = rest.reviews.filter(({ caseId }) => caseId === file.id)
  return (
    <>
      {useAskedOfUs(ours).map((review) => (
        <PutOff key={review.occasion} review={review} onDone={back} />
      ))}
      <LookForm caseId={file.id} looks={rest.looks} reviews={ours} onDone={back} />
    </>
  )
}
