import { saveLegalFacts } from '@alongside/shared/partnerships/addresses'
import type { LegalFacts } from '@alongside/shared/partnerships/facts-contract'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'

type Answer = 'yes' | 'no' | ''
const options = optionsOf({ yes: 'Yes', no: 'No' })
const answerOf = (fact: boolean | undefined): Answer => (fact === undefined ? '' : fact ? 'yes' : 'no')

/** CON-6: the lead’s; a new version, and what was said before stays on record. */
export function KeepLegalFacts({ facts, onSaved }: { facts: LegalFacts | undefined; onSaved: () => void }) {
  const { field, ...form } = useForm(saveLegalFacts, {
    ...useKeptTyping(`legal facts ${facts?.version ?? 0}`, 'Legal facts of your agency, not saved yet', {
      publicBody: answerOf(facts?.publicBody),
      function: facts?.function ?? '',
      relevantAuthority: answerOf(facts?.relevantAuthority),
      competentAuthority: answerOf(facts?.competentAuthority),
      dutyOfConfidence: facts?.dutyOfConfidence ?? '',
    }),
    needed: {
      publicBody: 'Say whether it is a public body',
      relevantAuthority: 'Say whether it is a relevant authority',
      competentAuthority: 'Say whether it is a competent authority',
    },
    faultsIn: (values) =>
      values.publicBody === 'yes' && !values.function
        ? [{ pointer: '/function', code: 'missing', detail: 'Say which function, and by which law' }]
        : [],
    said: (values) => ({
      version: facts?.version ?? 0,
      body: {
        publicBody: values.publicBody === 'yes',
        function: (values.publicBody === 'yes' && values.function) || null,
        relevantAuthority: values.relevantAuthority === 'yes',
        competentAuthority: values.competentAuthority === 'yes',
        dutyOfConfidence: values.dutyOfConfidence || null,
      },
    }),
    onSuccess: onSaved,
    keeps: true,
  })
  return (
    <Form form={form}>
      <Radios
        {...field('publicBody')}
        label="Is your agency a public body?"
        hint="It does what a law asks of it: a council, a trust, a force, probation"
        inline
        options={options}
      />
      {form.values.publicBody === 'yes' && (
        <Textarea
          {...field('function')}
          label="Which function, and by which law?"
          hint="Such as: preventing and relieving homelessness, Housing Act 1996, Part 7"
          rows={2}
        />
      )}
      <Radios
        {...field('relevantAuthority')}
        label="Is it a relevant authority?"
        hint="Crime and Disorder Act 1998, s. 115: it may share to prevent crime and disorder, and need not"
        inline
        options={options}
      />
      <Radios
        {...field('competentAuthority')}
        label="Is it a competent authority?"
        hint="Data Protection Act 2018, Part 3: it works with data to prevent or prosecute crime, such as the police"
        inline
        options={options}
      />
      <Textarea
        {...field('dutyOfConfidence')}
        label="To whom do your people owe confidence, and by which rule? (optional)"
        hint="Such as: to patients, the common law duty and the Caldicott principles"
        rows={2}
      />
      <Button busy={form.busy}>Save</Button>
    </Form>
  )
}
