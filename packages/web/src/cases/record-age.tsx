import { bornOf, isBirth } from '@alongside/shared/age/birth'
import { ageFaults, mayBeUnder18 } from '@alongside/shared/age/rules'
import type { Age } from '@alongside/shared/age/schema'
import { ageInWords, groundInWords } from '@alongside/shared/age/words'
import type { Case } from '@alongside/shared/cases/contract'
import { holdWords } from '@alongside/shared/cases/holding'
import { recordAge } from '@alongside/shared/cases/holding-addresses'
import type { Fault } from '@alongside/shared/problems'
import { AgeFields } from '../age/age-fields.tsx'
import { useKept } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useIsOwnFrontDoor, WhomToTell } from '../safeguarding/whom-to-tell.tsx'
import { sentence } from '../sending/refused.tsx'
import { useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

const nothing = { age: {} as Age }

/** REF-2, REF-3: what is known of her age now, in place of what was known before. */
export function RecordAge({ file }: { file: Case }) {
  const day = today(useCalendar())
  const known = file.identity.age
  const ownTeam = useIsOwnFrontDoor()('child')
  const [typed, type, clear] = useKept(`age ${file.id}`, 'Her age, not recorded yet', nothing)
  const young = mayBeUnder18(typed.age, day)
  const { values, set, errorAt, done, ...form } = useForm(recordAge, {
    start: nothing,
    state: [typed, type, clear],
    asksFirst: young,
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
          whenYoung={
            <NotificationBanner title={holdWords.under_18}>
              <p className="govuk-notification-banner__heading">
                {!ownTeam && 'Tell children’s social care now. '}Once it is recorded, nothing more is sent,
                asked or listed for her.
              </p>
              <WhomToTell kind="child" />
            </NotificationBanner>
          }
        />
        <Button busy={form.busy}>Record her age</Button>
        <AskFirst
          {...form.question}
          title="Record that she is or may be under 18?"
          yes="Record it"
          variant="warning"
        >
          <p>
            Everything stops at once: she leaves every agenda on which she was not heard yet, nobody is
            reminded, and a notification to children’s social care opens with its clock.
          </p>
          <p>The case is held until the coordinator is shown that she is 18 or over.</p>
        </AskFirst>
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
