import { whyNotAnswerRest } from '@alongside/shared/referrals/rules'
import type { Referral } from '@alongside/shared/referrals/schema'
import { Link } from '@tanstack/react-router'
import { type ComponentType, useState } from 'react'
import { paths } from '../paths.ts'
import { useAsking, useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { AcceptForm } from './accept-form.tsx'
import { AmendForm } from './amend-form.tsx'
import { AskForm } from './ask-form.tsx'
import { type Choice, choicesOf } from './choices.ts'
import { DeclineForm } from './decline-form.tsx'
import { useMayWrite } from './draft-context.tsx'
import { LightForm } from './light-form.tsx'
import type { MoveProps } from './move.ts'
import { RespondForm } from './respond-form.tsx'
import { ReturnForm } from './return-form.tsx'
import { WithdrawForm } from './withdraw-form.tsx'

const forms: Record<Choice, ComponentType<MoveProps>> = {
  respond: RespondForm,
  ask: AskForm,
  amend: AmendForm,
  accept: AcceptForm,
  return: ReturnForm,
  decline: DeclineForm,
  withdraw: WithdrawForm,
  light: LightForm,
}

const titles: Record<Choice, string> = {
  respond: 'Answer the referrer',
  ask: 'Ask the referrer first',
  amend: 'Change our answer',
  accept: 'Accept',
  return: 'Return with questions',
  decline: 'Decline',
  withdraw: 'Withdraw',
  light: 'Change the light',
}

/** What can be done with this referral now, by whom one is; what cannot says why. */
export function MovesPanel({ referral, onReread }: { referral: Referral; onReread: () => void }) {
  const [chosen, setChosen] = useState<Choice | null>(null)
  const { open, closed } = choicesOf(referral, useAsking(), {
    triage: useCan('referrals:triage'),
    respond: useCan('referrals:respond'),
    write: useCan('referrals:write'),
  })
  const writes = useMayWrite()(referral)
  const owes = whyNotAnswerRest(referral, useAsking()) === null
  const Form = chosen && forms[chosen]
  if (open.length === 0 && closed.length === 0 && !writes && !owes) return null
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
          {owes && (
            <ButtonLink>
              <Link {...paths.rest(referral.id)}>Give the rest of the form</Link>
            </ButtonLink>
          )}
          {open.map((choice, index) => (
            <Button
              key={choice}
              type="button"
              variant={index === 0 && !writes && !owes ? undefined : 'secondary'}
              onClick={() => setChosen(choice)}
            >
              {titles[choice]}
            </Button>
          ))}
        </ButtonGroup>
      )}
      {!Form &&
        closed.map(({ choices, reason }) => (
          <p key={reason} className="govuk-body app-quiet">
            Not open now: {choices.map((choice) => titles[choice].toLowerCase()).join(', ')}. {reason}
          </p>
        ))}
    </section>
  )
}
