import { requestPasswordReset } from '@alongside/shared/accounts/addresses'
import { useChange } from '../client/hooks.ts'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'

/** IDN-3: the same, whether anybody has that address. */
export function Forgotten({ email }: { email: string }) {
  const ask = useChange(requestPasswordReset)
  return (
    <Details summary="Forgotten your password?">
      <Refused error={ask.error} attempt={ask.submittedAt} />
      <output className="govuk-body">
        {ask.data
          ? 'If there is an account with that address, a link is on its way. It opens once, for an hour.'
          : 'We mail a link to the address above, by which you choose another one.'}
      </output>
      <Button
        type="button"
        variant="secondary"
        busy={ask.isPending}
        onClick={() => ask.mutate({ body: { email: email.trim() } })}
      >
        Send me a link
      </Button>
    </Details>
  )
}
