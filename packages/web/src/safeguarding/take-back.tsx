import { takeBackRedirection } from '@alongside/shared/referrals/addresses'
import { useNavigate } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'

/** REF-3: her age was a slip of the pen: the draft stands again, and her age is asked for anew. */
export function TakeBack({ notificationId }: { notificationId: string }) {
  const navigate = useNavigate()
  const taking = useSending(takeBackRedirection, {
    onSuccess: ({ id }) => void navigate(paths.referralSection(id, 'person')),
  })
  return (
    <>
      <p className="govuk-body">
        It comes back as a draft with all that you wrote, and with a new reference: the old one leads nowhere
        any more.
      </p>
      <Refused error={taking.error} attempt={taking.attempt} />
      <Button
        type="button"
        variant="secondary"
        busy={taking.busy}
        onClick={() => taking.send({ params: { notificationId }, body: {} })}
      >
        Her age was a slip: bring the referral back
      </Button>
    </>
  )
}
