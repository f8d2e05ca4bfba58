import type { Role } from '@alongside/shared/access'
import { problems } from '@alongside/shared/problems'
import { movesOpen, type ReferralMove, whyNot } from '@alongside/shared/referrals/rules'
import type { Referral } from '@alongside/shared/referrals/schema'
import { Link } from '@tanstack/react-router'
import { type ComponentType, useState } from 'react'
import { paths } from '../paths.ts'
import { useCan, useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { AcceptForm } from './accept-form.tsx'
import { DeclineForm } from './decline-form.tsx'
import { useMayWrite } from './draft-context.tsx'
import { LightForm } from './light-form.tsx'
import type { MoveProps } from './move.ts'
import { RespondForm } from './respond-form.tsx'
import { ReturnForm } from './return-form.tsx'
import { WithdrawForm } from './withdraw-form.tsx'
import { stateWords } from './words.ts'

type Choice = 'respond' | 'accept' | 'return' | 'decline' | 'withdraw' | 'light'

const forms: Record<Choice, ComponentType<MoveProps>> = {
  respond: RespondForm,
  accept: AcceptForm,
  return: ReturnForm,
  decline: DeclineForm,
  withdraw: WithdrawForm,
  light: LightForm,
}

const titles: Record<Choice, string> = {
  respond: 'Answer the referrer',
  accept: 'Accept',
  return: 'Return with questions',
  decline: 'Decline',
  withdraw: 'Withdraw',
  light: 'Change the light',
}

/** What can be done with this referral now, by whom one is; what cannot says why. */
export function MovesPanel({ referral, onReread }: { referral: Referral; onReread: () => void }) {
  const [chosen, setChosen] = useState<Choice | null>(null)
  const choices = useChoices(referral)
  const writes = useMayWrite()(referral)
  const Form = chosen && forms[chosen]
  const open = choices.filter(({ reason }) => reason === undefined)
  const closed = choices.filter(({ reason }) => reason !== undefined)
  if (choices.length === 0 && !writes) return null
  return (
    <section aria-labelledby="moves" className="app-moves">
      <h2 className="govuk-heading-m" id="moves">
        {chosen ? titles[chosen] : 'What you can do'}
      </h2>
      {Form ? (
        <Form referral={referral} onClose={() => setChosen(null)} onReread={onReread} />
      ) : (
        <ButtonGroup>
          {writes && (
            <ButtonLink>
              <Link {...paths.referralForm(referral.id)}>Go on with the form</Link>
            </ButtonLink>
          )}
          {open.map(({ choice }, index) => (
            <Button
              key={choice}
              type="button"
              variant={index === 0 && !writes ? undefined : 'secondary'}
              onClick={() => setChosen(choice)}
            >
              {titles[choice]}
            </Button>
          ))}
        </ButtonGroup>
      )}
      {!Form && closed.length > 0 && (
        <p className="govuk-body app-quiet">
          Not open now: {closed.map(({ choice }) => titles[choice].toLowerCase()).join(', ')}.{' '}
          {closed[0]?.reason}
        </p>
      )}
    </section>
  )
}

function useChoices(referral: Referral): { choice: Choice; reason: string | undefined }[] {
  const session = useSession()
  const triages = useCan('referrals:triage')
  const responds = useCan('referrals:respond')
  const role: Role = session.role ?? 'guest'
  const open = movesOpen(role, referral.state, referral.own)
  const reasonFor = (move: ReferralMove) => {
    if (open.includes(move)) return undefined
    const code = whyNot(move, referral.state)
    return code ? `${problems[code].title}: ${stateWords[referral.state].toLowerCase()}.` : undefined
  }
  const choices: { choice: Choice; reason: string | undefined }[] = []
  const waits = referral.recipients.some(
    ({ agencyId, forMeeting, respondedAt }) =>
      agencyId === session.acting?.agencyId && !forMeeting && respondedAt === null,
  )
  if (responds && waits) choices.push({ choice: 'respond', reason: undefined })
  if (triages && referral.recipients.some(({ forMeeting }) => forMeeting))
    for (const choice of ['accept', 'return', 'decline'] as const)
      choices.push({ choice, reason: reasonFor(choice) })
  if (['submitted', 'returned', 'accepted', 'listed'].includes(referral.state))
    choices.push({ choice: 'light', reason: undefined })
  if (referral.own) choices.push({ choice: 'withdraw', reason: reasonFor('withdraw') })
  return choices
}
