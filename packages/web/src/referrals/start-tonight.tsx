import { startReferral } from '@alongside/shared/referrals/addresses'
import { useNavigate } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'

/** REF-2: the short form for the street, at one tap. */
export function StartTonight() {
  const navigate = useNavigate()
  const start = useSending(startReferral, {
    onSuccess: ({ id }) => void navigate(paths.tonight(id)),
  })
  return (
    <>
      <Refused error={start.error} attempt={start.attempt} />
      <Button
        type="button"
        variant="secondary"
        busy={start.busy}
        onClick={() => start.send({ body: { answers: { tonight: { short: true } } } })}
      >
        Tonight: the short form
      </Button>
    </>
  )
}
