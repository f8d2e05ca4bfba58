import { bornOf, isBirth } from '@alongside/shared/age/birth'
import { ageFaults } from '@alongside/shared/age/rules'
import type { Age } from '@alongside/shared/age/schema'
import { ageInWords, groundInWords } from '@alongside/shared/age/words'
import type { Case } from '@alongside/shared/cases/contract'
import { recordAge } from '@alongside/shared/cases/holding-addresses'
import type { Fault } from '@alongside/shared/problems'
import { AgeFields } from '../age/age-fields.tsx'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { sentence } from '../sending/refused.tsx'
import { useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

/** REF-2, REF-3: what is known of her age now, in place of what was known before. */
export function RecordAge({ file }: { file: Case }) {
  const day = today(useCalendar())
  const known = file.identity.age
  const { values, set, errorAt, done, ...form } = useForm(recordAge, {
    start: { age: {} as Age },
    faultsIn: ({ age }) => faultsAt(age, day),
    said: ({ age }) => ({
      params: { caseId: file.id },
      version: file.version,
      body: { age: { ...age, ...(age.born && { born: bornOf(age.born) }) } },
    }),
  })
  return (
    <div className="app-narrow">
      {done && <NotificationBanner success>Recorded</NotificationBanner>}
      <SummaryList
        rows={[
          { key: 'Known now', value: sentence(ageInWords(known, day)) },
          ...(known && groundInWords(known)
            ? [{ key: 'By what', value: sentence(groundInWords(known) ?? '') }]
            : []),
        ]}
      />
      <Form form={form}>
        <AgeFields
          at="/age"
          age={values.age}
          onChange={(age) => set({ age })}
          errorAt={errorAt}
          today={day}
        />
        <Button busy={form.busy}>Record her age</Button>
      </Form>
    </div>
  )
}

function faultsAt(age: Age, day: string): Fault[] {
  if (age.born && !isBirth(bornOf(age.born)))
    return [
      {
        pointer: '/age/born',
        code: 'invalid',
        detail: 'Give a date such as 14 2 1991, or the year alone in four digits',
      },
    ]
  return ageFaults({ ...age, ...(age.born && { born: bornOf(age.born) }) }, '/age', day)
}
