import { standAside } from '@alongside/shared/exclusions/addresses'
import type { ExclusionReason } from '@alongside/shared/exclusions/values'
import { ownReasonWords } from '@alongside/shared/exclusions/words'
import { useNavigate } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** HRM-1: «I know her», or him: the case is closed to oneself at once. */
export function StandAside({ caseId }: { caseId: string }) {
  const navigate = useNavigate()
  const { field, ...form } = useForm(standAside, {
    ...useKeptTyping(`stand aside ${caseId}`, 'That you stand aside, not sent yet', {
      knows: '' as ExclusionReason | '',
      words: '',
    }),
    needed: { knows: 'Say whom you know' },
    said: ({ knows, words }) => ({ params: { caseId }, body: { knows, ...answered({ words }) } }),
    onSuccess: () => void navigate({ ...paths.work, replace: true }),
    under: '/stand-aside',
    asksFirst: true,
  })
  return (
    <Details summary="You know her, or somebody who harms her? Or somebody else must not see this?">
      <p className="govuk-body">
        Is it somebody else who must not see this? Ring the coordinator, or who leads your agency: they close
        the case to that person at once, untold if need be. Do not speak of it with that person.
      </p>
      <Form form={form} className="app-narrow">
        <Radios {...field('knows')} label="Whom do you know?" options={optionsOf(ownReasonWords)} />
        <Textarea {...field('words')} label="What should who leads your agency know? (optional)" rows={2} />
        <Button variant="warning" busy={form.busy}>
          Stand aside
        </Button>
        <AskFirst
          {...form.question}
          title="Stand aside from this case?"
          yes="Stand aside"
          no="Go back"
          variant="warning"
        >
          <p>
            You see nothing of this case from then on. What you have still to do on it goes to who leads your
            agency, and your colleagues go on as before.
          </p>
        </AskFirst>
      </Form>
    </Details>
  )
}
