import { takeBackTriage } from '@alongside/shared/referrals/addresses'
import { whyNotTakeBack } from '@alongside/shared/referrals/rules'
import type { Referral, ReferralState } from '@alongside/shared/referrals/schema'
import { Form } from '../forms/form.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { useNow } from '../time/now.ts'
import { dayWords, momentWords } from '../time/words.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { useMove } from './move.ts'

const every = 5_000 // milliseconds, so that the way back is not offered when it is none any more

/** REF-11: what follows from what was just decided, and the way back for as long as there is one. */
export function TakenBack({ referral, onReread }: { referral: Referral; onReread: () => void }) {
  const calendar = useCalendar()
  const now = useNow(every).toString()
  const triages = useCan('referrals:triage')
  const form = useMove(
    takeBackTriage,
    { referral, onClose: () => undefined, onReread },
    {
      start: {},
      body: () => ({}),
    },
  )
  if (!triages || !referral.undoUntil || whyNotTakeBack(referral, now) !== null) return null
  const { title, follows } = decided(referral, (at) => dayWords(calendar, at))
  return (
    <Alert variant="success" title={title} heading outcome>
      <p className="govuk-body">{follows}</p>
      <Form form={form}>
        <Button variant="secondary" busy={form.busy}>
          Undo, until {momentWords(calendar, referral.undoUntil).split(', ').at(-1)}
        </Button>
      </Form>
    </Alert>
  )
}

function decided(
  { state, agencyName, meetingStartsAt }: Referral,
  day: (at: string) => string,
): { title: string; follows: string } {
  const of: Partial<Record<ReferralState, { title: string; follows: string }>> = {
    listed: {
      title: 'Accepted',
      follows: `${agencyName} is told, and she is on the agenda${meetingStartsAt ? ` of ${day(meetingStartsAt)}` : ''}. Your clock has stopped.`,
    },
    returned: {
      title: 'Returned with questions',
      follows: `${agencyName} is told what you ask. Your clock rests until the form comes back; the agencies’ clocks run on.`,
    },
    declined: { title: 'Declined', follows: `${agencyName} is told why. Your clock has stopped.` },
    redirected: {
      title: 'Redirected',
      follows: `${agencyName} is told why, and where she is better placed. Your clock has stopped.`,
    },
  }
  return of[state] ?? { title: 'Decided', follows: `${agencyName} is told.` }
}
