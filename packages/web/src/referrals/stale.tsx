import { problems } from '@alongside/shared/problems'
import { isProblem } from '../client/transport.ts'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'

type Props = { error: Error | null; attempt: number; onReread: () => void }

/** Why a move did not go through. When somebody was quicker, the way to read it again; what was typed stays. */
export function MoveRefused({ error, attempt, onReread }: Props) {
  const stale = isProblem(error, 'version.stale')
  const moved = stale || isProblem(error, 'referral.wrong_state')
  return (
    <>
      {stale ? (
        <ErrorSummary
          key={attempt}
          title={problems['version.stale'].title}
          description="Read it again and compare. What you typed is kept."
          items={[]}
        />
      ) : (
        <Refused error={error} attempt={attempt} />
      )}
      {moved && (
        <Button type="button" variant="secondary" onClick={onReread}>
          Read it again; keep what I typed
        </Button>
      )}
    </>
  )
}
