import { confirmFlag, takeFlagDown } from '@alongside/shared/flags/addresses'
import type { Flag } from '@alongside/shared/flags/contract'
import { isFlagOn, whyNotFlag } from '@alongside/shared/flags/rules'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { TextInput } from '../ui/text-input.tsx'

/** FLG-1, by hand: what one's own agency did on its own case system. */
export function ReportFlag({ flag }: { flag: Flag }) {
  const confirms = useCan('flags:confirm')
  if (!confirms) return null
  return (
    <>
      {!whyNotFlag('confirm', flag.state) && <Confirm flag={flag} />}
      {!whyNotFlag('take_down', flag.state) && <TakeDown flag={flag} />}
    </>
  )
}

function Confirm({ flag }: { flag: Flag }) {
  const { field, ...form } = useForm(confirmFlag, {
    start: { on: today(useCalendar()), reference: flag.reference ?? '' },
    needed: { on: 'Say since when', reference: 'Give your own reference' },
    said: (body) => ({ params: { caseId: flag.caseId }, version: flag.version, body }),
    under: `/${flag.id}`,
    keeps: true,
  })
  const stands = [
    { key: 'Since', value: flag.confirmedOn && dateWords(flag.confirmedOn) },
    { key: 'Your own reference', value: flag.reference },
  ]
  return (
    <Details summary={isFlagOn(flag.state) ? 'Correct our flag' : 'Record that our flag is on'}>
      <Form form={form} stands={stands}>
        <DateInput {...field('on')} label="Since when?" />
        <TextInput
          {...field('reference')}
          label="Your own reference"
          hint="Seen by your agency and the coordinator."
          autoComplete="off"
        />
        <Button busy={form.busy}>Confirm the flag</Button>
      </Form>
    </Details>
  )
}

function TakeDown({ flag }: { flag: Flag }) {
  const form = useForm(takeFlagDown, {
    start: { on: today(useCalendar()) },
    said: (body) => ({ params: { caseId: flag.caseId }, version: flag.version, body }),
    under: `/${flag.id}/down`,
  })
  return (
    <Details summary="Our flag was taken down">
      <Form form={form}>
        <DateInput {...form.field('on')} label="When?" />
        <Button busy={form.busy}>Record that it was taken down</Button>
      </Form>
    </Details>
  )
}
