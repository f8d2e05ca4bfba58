import { askByName } from '@alongside/shared/emergency-access/addresses'
import { reasonLetters } from '@alongside/shared/emergency-access/rules'
import { useNavigate } from '@tanstack/react-router'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** ACC-6, ACC-7: by name and date of birth; nobody is told whether there is a file until somebody who may see it decides. */
export function ByName() {
  const navigate = useNavigate()
  const { field, ...form } = useForm(askByName, {
    start: { name: '', dateOfBirth: '', reason: '' },
    needed: { name: 'Say whom you mean', dateOfBirth: 'Give her date of birth' },
    faultsIn: ({ reason }) =>
      reason.trim().length < reasonLetters
        ? [{ pointer: '/reason', code: 'invalid', detail: `Say why in at least ${reasonLetters} characters` }]
        : [],
    said: (body) => ({ body }),
    onSuccess: ({ id }) => void navigate(paths.emergencyRequest(id)),
    under: '/by-name',
  })
  return (
    <Details summary="You do not know the reference">
      <p className="govuk-body">
        The coordinator and the chair are told at once and look for you. Until one of them decides, nobody
        learns whether there is a file. You can ask five times an hour.
      </p>
      <Form form={form}>
        <TextInput {...field('name')} label="Her name" width={20} autoComplete="off" />
        <DateInput {...field('dateOfBirth')} label="Her date of birth" />
        <Textarea
          {...field('reason')}
          label="Why can you not wait?"
          hint="At least 20 characters: what is happening, and what you need to know."
          rows={3}
        />
        <Button busy={form.busy}>Ask the coordinator</Button>
      </Form>
    </Details>
  )
}
