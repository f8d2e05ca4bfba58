import type { MeetingSummary } from '@alongside/shared/meetings/schema'
import { Telephone } from '../ui/telephone.tsx'
import { numberAndRest } from './number-and-rest.ts'

/** Where an emergency meeting is held. A number in it is rung at one touch: a code after it is read beside it. */
export function Where({ where, mode }: { where: string; mode: MeetingSummary['mode'] }) {
  const found = mode === 'phone' ? numberAndRest(where) : null
  if (!found) return where
  const [before, number, after] = found
  return (
    <>
      {before}
      <Telephone number={number} />
      {after}
    </>
  )
}
