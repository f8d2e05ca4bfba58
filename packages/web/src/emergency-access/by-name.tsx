import { askByName } from '@alongside/shared/emergency-access/addresses'
import { reasonLetters } from '@alongside/shared/emergency-access/rules'
import { useNavigate } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

type Known = 'date' | 'year' | 'nothing'
const knownWords = { date: 'The date', year: 'The year', nothing: 'Not known' } as const
const wrong = (pointer: string, detail: string) => ({ pointer, code: 'invalid' as const, detail })

/** ACC-6, ACC-7: by name, with what is known of her birth; nobody is told whether there is a file until somebody who may see it decides. */
export function ByName() {
  const navigate = useNavigate()
  const { field, ...form } = useForm(askByName, {
    ...useKeptTyping('emergency by name', 'Why a case is opened in an emergency, not asked yet', {
      name: '',
      known: '' as Known | '',
      dateOfBirth: '',
      yearOfBirth: '',
      reason: '',
    }),
    needed: { name: 'Say whom you mean', known: 'Say what you know of her birth' },
    faultsIn: ({ reason, known, dateOfBirth, yearOfBirth }) => [
      ...(known === 'date' && !dateOfBirth ? [wrong('/dateOfBirth', 'Give her date of birth')] : []),
      ...(known === 'year' && !/^(19|20)\d\d$/.test(yearOfBirth)
        ? [wrong('/yearOfBirth', 'Give a year such as 1994')]
        : []),
      ...(reason.trim().length < reasonLetters
        ? [wrong('/reason', `Say why in at least ${reasonLetters} characters`)]
        : []),
    ],
    said: ({ name, known, dateOfBirth, yearOfBirth, reason }) => ({
      body: {
        name,
        reason,
        ...(known === 'date' && { dateOfBirth }),
        ...(known === 'year' && { yearOfBirth: Number(yearOfBirth) }),
      },
    }),
    onSuccess: ({ id }) => void navigate(paths.emergencyRequest(id)),
    under: '/by-name',
  })
  return (
    <Details summary="You do not know the reference">
      <p className="govuk-body">
        The coordinator and the chair are told at once and look for you, and whoever is on call and may
        decide. Until one of them does, nobody learns whether there is a file. You can ask five times an hour.
      </p>
      <Form form={form}>
        <TextInput {...field('name')} label="Her name" width={20} autoComplete="off" />
        <Radios {...field('known')} label="What do you know of her birth?" options={optionsOf(knownWords)} />
        {form.values.known === 'date' && <DateInput {...field('dateOfBirth')} label="Her date of birth" />}
        {form.values.known === 'year' && (
          <TextInput
            {...field('yearOfBirth')}
            label="The year, as far as you know"
            hint="Such as 1994"
            width={5}
          />
        )}
        <Textarea
          {...field('reason')}
          label="Why can you not wait?"
          hint="At least 20 characters: what is happening, and what you need to know."
          rows={3}
        />
        <Button busy={form.busy}>Ask for her</Button>
      </Form>
    </Details>
  )
}
