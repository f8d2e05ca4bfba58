import { isProblem } from '../client.ts'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'

type Props = { error: Error | null; attempt: number; onReread: () => void }

/** Why a move did not go through. When somebody was quicker, the way to read it again; what was typed stays. */
export function MoveRefused({ error, attempt, onReread }: Props) {
  const moved = isProblem(error, 'version.stale') || isProblem(error, 'referral.wrong_state')
  return (
    <>
      <Refused error={error} attempt={attempt} />
      {moved && (
        <Button type="button" variant="secondary" onClick={onReread}>
          Read it again; keep what I typed
        </Button>
      )}
    </>
  )
}
