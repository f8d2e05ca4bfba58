import {
  endEmergencyAccess,
  reviewEmergencyAccess,
  tellEmergencyAccess,
} from '@alongside/shared/emergency-access/addresses'
import type { EmergencyAccess } from '@alongside/shared/emergency-access/contract'
import { type EmergencyFinding, emergencyFindings } from '@alongside/shared/emergency-access/values'
import { emergencyFindingWords } from '@alongside/shared/emergency-access/words'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'

interface Props {
  access: EmergencyAccess
}

export function EndIt({ access, mine }: Props & { mine: boolean }) {
  const form = useForm(endEmergencyAccess, {
    start: {},
    said: () => ({ params: { accessId: access.id }, body: {} }),
  })
  return (
    <Form form={form} className="app-section">
      <Button variant={mine ? 'secondary' : 'warning'} busy={form.busy}>
        {mine ? 'I need it no longer: close the case' : 'End it now'}
      </Button>
    </Form>
  )
}

/** ACC-7: afterwards she is asked what was done. */
export function TellOfIt({ access }: Props) {
  const { field, ...form } = useForm(tellEmergencyAccess, {
    ...useKeptTyping(`emergency told ${access.id}`, 'What you did in an emergency, not kept yet', {
      words: '',
    }),
    needed: { words: 'Say what you did' },
    said: (body) => ({ params: { accessId: access.id }, version: access.version, body }),
    under: '/told',
  })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">What did you do?</h2>
      <Form form={form}>
        <Textarea
          {...field('words')}
          label="In your own words"
          hint="What you needed to know, what you did with it, whom you told, and how she is."
          rows={4}
        />
        <Button busy={form.busy}>Keep this</Button>
      </Form>
    </section>
  )
}

/** ACC-7: somebody else says whether it was right. */
export function ReviewIt({ access }: Props) {
  const { field, ...form } = useForm(reviewEmergencyAccess, {
    ...useKeptTyping(`emergency review ${access.id}`, 'Whether opening a case was right, not sent yet', {
      finding: '' as EmergencyFinding | '',
      words: '',
    }),
    needed: { finding: 'Say whether it was right', words: 'Say why' },
    said: (body) => ({ params: { accessId: access.id }, version: access.version, body }),
    under: '/review',
  })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Was it right?</h2>
      <Form form={form}>
        <Radios
          {...field('finding')}
          label="You asked, or looked for yourself, and"
          options={emergencyFindings.map((value) => ({ value, label: emergencyFindingWords[value] }))}
        />
        <Textarea
          {...field('words')}
          label="Because"
          hint="What was needed, what was read, and what follows from it. The person who opened it reads this."
          rows={4}
        />
        <Button busy={form.busy}>Keep this answer</Button>
      </Form>
    </section>
  )
}
