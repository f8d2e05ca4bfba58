import type { Child } from '@alongside/shared/children/schema'
import { childName } from '@alongside/shared/children/words'
import { openNotification } from '@alongside/shared/safeguarding/addresses'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { Details } from '../ui/details.tsx'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { PastHerNo } from './past-her-no.tsx'
import { WhomToTell } from './whom-to-tell.tsx'

type Kind = 'child' | 'adult'

/** SAF-1, SAF-2: opens the clock. The call itself comes first, and waits for nothing here. */
export function OpenNotification({ caseId, known }: { caseId: string; known: readonly Child[] }) {
  const mayRecord = useCan('safeguarding:record')
  const { field, ...form } = useForm(openNotification, {
    ...useKeptTyping(`at risk ${caseId}`, 'Who is at risk, not put on the case yet', {
      kind: '' as Kind | '',
      children: [] as string[],
      about: '',
      ringBack: '',
    }),
    needed: { kind: 'Say who is at risk', about: 'Say what it is about' },
    said: ({ ringBack, children, ...body }) => ({
      params: { caseId },
      body: { ...body, ...(body.kind === 'child' && { children }), ringBack: ringBack || null },
    }),
  })
  if (!mayRecord) return null
  return (
    <Details summary="A child or an adult with care needs is at risk">
      <p className="govuk-body">
        Call first; nothing here has to be written before. In immediate danger call 999.
      </p>
      <Form form={form}>
        <Radios
          {...field('kind')}
          label="Who is at risk?"
          options={[
            { value: 'child', label: 'A child', hint: 'For children’s social care' },
            {
              value: 'adult',
              label: 'An adult with care and support needs',
              hint: 'For the safeguarding adults team',
            },
          ]}
        />
        {form.values.kind && (
          <>
            <PastHerNo caseId={caseId} kind={form.values.kind} />
            <WhomToTell kind={form.values.kind} />
          </>
        )}
        {form.values.kind === 'child' && known.length > 0 && (
          <Checkboxes
            {...field('children')}
            label="Which of the children? (optional)"
            hint="Tick none where it is another child: one is put down who can be named later."
            small
            options={known.map((child) => ({ value: child.id, label: childName(child) }))}
          />
        )}
        <Textarea {...field('about')} label="What is it about?" rows={3} />
        <TextInput
          {...field('ringBack')}
          limit={40}
          label="A number on which you can be rung back (optional)"
          width={20}
          type="tel"
        />
        <Button busy={form.busy}>Put it on the case until it is recorded</Button>
      </Form>
    </Details>
  )
}
