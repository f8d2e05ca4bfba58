import type { Case } from '@alongside/shared/cases/contract'
import type { Fault } from '@alongside/shared/problems'
import { changeWay, readWay, recordWay } from '@alongside/shared/reach/addresses'
import { reachMissing } from '@alongside/shared/reach/rules'
import type { WayAnswers, WayToReach, WayWithHistory } from '@alongside/shared/reach/schema'
import { wayKindWords } from '@alongside/shared/reach/words'
import { useState } from 'react'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { WayFields } from './way-fields.tsx'
import { OneWay } from './ways.tsx'

/** REF-14: the ways to reach her on her file: each can be changed, and one more recorded. */
export default function CaseWays({ file }: { file: Case }) {
  const day = today(useCalendar())
  return (
    <div className="app-narrow">
      {file.ways.length === 0 && <p className="govuk-body">None is recorded on this file yet.</p>}
      {file.ways.map((way) => (
        <section className="app-way" key={`${way.id} ${way.version}`} aria-label={wayKindWords[way.kind]}>
          <p className="govuk-body">
            <OneWay way={way} day={day} />
          </p>
          <p className="govuk-body-s app-quiet">
            Recorded <Moment at={way.recordedAt} /> by {way.recordedBy}, {way.agencyName}
          </p>
          <Opened way={way} />
        </section>
      ))}
      <h2 className="govuk-heading-m">Add a way</h2>
      <Add caseId={file.id} />
    </div>
  )
}

/** Whole only for who asks for it: also what is not to be used is read here, and that is on record. */
function Opened({ way }: { way: WayToReach }) {
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button type="button" variant="secondary" onClick={() => setOpen(true)}>
        Change it, or see its history<span className="govuk-visually-hidden">: {wayKindWords[way.kind]}</span>
      </Button>
    )
  return <ReadWhole wayId={way.id} />
}

function ReadWhole({ wayId }: { wayId: string }) {
  const read = useRead(readWay, { params: { wayId } })
  return (
    <Awaited read={read} label="Loading the way" lines={4}>
      {(way) => (
        <>
          <Change way={way} />
          {way.before.length > 0 && <Before way={way} />}
        </>
      )}
    </Awaited>
  )
}

function Before({ way }: { way: WayWithHistory }) {
  const day = today(useCalendar())
  return (
    <Details summary="What was said before">
      <ul className="govuk-list">
        {way.before.map((one) => (
          <li key={one.version}>
            <OneWay way={one} day={day} />{' '}
            <span className="app-quiet">
              (<Moment at={one.recordedAt} />, {one.recordedBy}, {one.agencyName})
            </span>
          </li>
        ))}
      </ul>
    </Details>
  )
}

function Change({ way }: { way: WayWithHistory }) {
  const form = useForm(changeWay, {
    ...useKeptTyping(`way ${way.id} ${way.version}`, 'A way to reach her, not changed yet', {
      way: answersOf(way),
      why: '',
    }),
    under: way.id,
    faultsIn: ({ way: typed }) => faultsAt(typed),
    said: ({ way: typed, why }) => ({
      params: { wayId: way.id },
      version: way.version,
      body: { ...whole(typed), ...(why && { why }) },
    }),
  })
  return (
    <Form form={form}>
      <WayFields
        at={way.id}
        way={form.values.way}
        onChange={(next) => form.set({ way: next })}
        errorAt={(name) => form.errorAt(name.slice(way.id.length))}
      />
      <Textarea {...form.field('why')} label="What changed? (optional)" rows={2} />
      <Button busy={form.busy}>Save what is known now</Button>
    </Form>
  )
}

function Add({ caseId }: { caseId: string }) {
  const form = useForm(recordWay, {
    ...useKeptTyping(`way of ${caseId}`, 'A way to reach her, not recorded yet', { way: {} as WayAnswers }),
    faultsIn: ({ way }) => faultsAt(way),
    said: ({ way }) => ({ params: { caseId }, body: whole(way) }),
  })
  return (
    <Form form={form}>
      {form.done && <NotificationBanner success>Recorded</NotificationBanner>}
      <WayFields at="" way={form.values.way} onChange={(way) => form.set({ way })} errorAt={form.errorAt} />
      <Button busy={form.busy}>Record this way</Button>
    </Form>
  )
}

/** A form is sent only when nothing of this is missing. */
const whole = ({ kind = 'phone', value = '', safe = 'not_known', ...rest }: WayAnswers) => ({
  kind,
  value: value.trim(),
  safe,
  ...rest,
})

const faultsAt = (way: WayAnswers): Fault[] =>
  reachMissing({ ways: { way: { ...way, value: way.value ?? '' } }, noneBecause: '-' }).map(
    ({ place, words }) => ({
      pointer: place.replace('/ways/way', ''),
      code: 'missing',
      detail: words,
    }),
  )

const answersOf = ({
  kind,
  value,
  safe,
  because,
  times,
  message,
  answeredBy,
  namesSender,
  until,
}: WayWithHistory): WayAnswers => ({
  ...{ kind, value, safe },
  ...(because !== null && { because }),
  ...(times !== null && { times }),
  ...(message !== null && { message }),
  ...(answeredBy !== null && { answeredBy }),
  ...(namesSender !== null && { namesSender }),
  ...(until !== null && { until }),
})
