import { type ProblemCode, problems } from '@alongside/shared/problems'
import {
  whyNotAccept,
  whyNotChangeLight,
  whyNotDecline,
  whyNotRespond,
  whyNotReturn,
  whyNotWithdraw,
} from '@alongside/shared/referrals/rules'
import type { Referral } from '@alongside/shared/referrals/schema'
import { stateWords } from '@alongside/shared/referrals/words'
import { Link } from '@tanstack/react-router'
import { type ComponentType, useState } from 'react'
import { paths } from '../paths.ts'
import { useAsking, useCan } from '../session/session.tsx'
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

/** Each choice of a place that may make it at all, with what stands in its way now. */
function useChoices(referral: Referral): { choice: Choice; reason: string | undefined }[] {
  const asking = useAsking()
  const triages = useCan('referrals:triage')
  const responds = useCan('referrals:respond')
  const writes = useCan('referrals:write')
  const choices: [Choice, boolean, ProblemCode | null][] = [
    ['respond', responds, whyNotRespond(referral, asking)],
    ['accept', triages, whyNotAccept(referral)],
    ['return', triages, whyNotReturn(referral)],
    ['decline', triages, whyNotDecline(referral)],
    ['light', true, whyNotChangeLight(referral, asking)],
    ['withdraw', writes, whyNotWithdraw(referral, asking)],
  ]
  return choices
    .filter(([choice, may, refused]) => may && (refused === null || saysWhy(choice, refused)))
    .map(([choice, , refused]) => ({
      choice,
      reason: refused ? reasonOf(refused, referral) : undefined,
    }))
}

/** What one never could do here, or has done, needs no reason. */
const saysWhy = (choice: Choice, refused: ProblemCode) =>
  refused === 'referral.basis_missing' ||
  (choice !== 'respond' && choice !== 'light' && refused === 'referral.wrong_state')

function reasonOf(refused: ProblemCode, { state }: Referral): string {
  const { title } = problems[refused]
  return refused === 'referral.wrong_state' ? `${title}: ${stateWords[state].toLowerCase()}.` : `${title}.`
}
