import { lightOf } from '@alongside/shared/referrals/completeness'
import { lights } from '@alongside/shared/traffic-light/values'
import { usePartnership } from '../../session/partnership.ts'
import { Button } from '../../ui/button.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useDraft } from '../draft-context.tsx'
import { useSection } from './use-section.ts'

/** REF-6: a worker may raise the light with a reason; the computed one stays visible. */
export function RaiseLight() {
  const { answers, change, tidy } = useDraft()
  const { errorOf } = useSection('indicators')
  const { ruleSet } = usePartnership()
  const { computed } = lightOf(ruleSet, tidy)
  const higher = lights.slice(0, computed ? lights.indexOf(computed) : -1)
  const raised = answers.raisedLight
  if (!raised) {
    const next = higher.at(-1)
    if (!next) return null
    return (
      <Button
        type="button"
        variant="secondary"
        onClick={() => change('raisedLight', { light: next, reason: '' })}
      >
        I am more worried than these answers show
      </Button>
    )
  }
  return (
    <section>
      <h2 className="govuk-heading-m">You raise the light</h2>
      <Radios
        name="/answers/raisedLight/light"
        error={errorOf('/answers/raisedLight/light')}
        label="To which light?"
        inline
        options={(higher.length > 0 ? higher : [raised.light]).map((light) => ({
          value: light,
          label: light === 'red' ? 'Red' : light === 'amber' ? 'Amber' : 'Green',
        }))}
        value={raised.light}
        onChange={(light) => change('raisedLight', { ...raised, light })}
      />
      <Textarea
        name="/answers/raisedLight/reason"
        error={errorOf('/answers/raisedLight/reason')}
        label="Why?"
        rows={3}
        value={raised.reason}
        onChange={(reason) => change('raisedLight', { ...raised, reason })}
      />
      <Button type="button" variant="secondary" onClick={() => change('raisedLight', null)}>
        Leave it as the answers give it
      </Button>
    </section>
  )
}
