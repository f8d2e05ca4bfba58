import { agreePlanLine, changePlanLine, endPlanLine } from '@alongside/shared/plan/addresses'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { planEndings } from '@alongside/shared/plan/values'
import { planEndingWords } from '@alongside/shared/plan/words'
import { useKept, useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { LineFields, lineDateFaults, lineSaid, typedOf } from './fields.tsx'
import { Tool } from './tool.tsx'

export interface Where {
  /** In the room its item; between meetings it is said why, and who agreed. */
  agendaItemId?: string
}

type Props = Where & { line: PlanLine; onDone: (said: string) => void }

/** How a line is named to who does not see the page: its first words. */
export const shortOf = ({ words }: Pick<PlanLine, 'words'>): string =>
  words.length > 50 ? `${words.slice(0, 50).trimEnd()}…` : words

const whyLabel = 'Why, and who of the leading agency agreed?'
const whyMissing = {
  pointer: '/why',
  code: 'missing',
  detail: 'Say why, and who of the leading agency agreed',
}

/** What was proposed is agreed: in the room by one press. */
export function AgreeLine({ line, agendaItemId, onDone }: Props) {
  const sending = useSending(agreePlanLine, { onSuccess: () => onDone('Agreed') })
  const form = useForm(agreePlanLine, {
    ...useKeptTyping(`agree ${line.id} ${line.version}`, 'Why a line of a plan is agreed, not sent yet', {
      why: '',
    }),
    under: `/agree/${line.id}`,
    faultsIn: ({ why }) => (why ? [] : [whyMissing]),
    said: (body) => ({ params: { lineId: line.id }, version: line.version, body }),
    onSuccess: () => onDone('Agreed'),
  })
  if (agendaItemId)
    return (
      <>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Button
          type="button"
          variant="secondary"
          busy={sending.busy}
          reason={sending.stopped}
          onClick={() =>
            sending.send({ params: { lineId: line.id }, version: line.version, body: { agendaItemId } })
          }
        >
          Agree it<span className="govuk-visually-hidden">: {shortOf(line)}</span>
        </Button>
      </>
    )
  return (
    <Tool words="Agree it" of={shortOf(line)}>
      <Form form={form}>
        <Textarea {...form.field('why')} label={whyLabel} rows={2} />
        <Button variant="secondary" busy={form.busy}>
          Agree it
        </Button>
      </Form>
    </Tool>
  )
}

/** Other words, another agency, another day. What is typed is kept on this device until it is sent. */
export function ChangeLine({
  line,
  agendaItemId,
  mayLead,
  onDone,
  asksWhy,
}: Props & { mayLead: readonly string[]; asksWhy: boolean }) {
  const start = typedOf(line)
  const form = useForm(changePlanLine, {
    start,
    state: useKept(`plan line ${line.id} ${line.version}`, 'A line of a plan, not changed yet', start),
    under: `/change/${line.id}`,
    needed: { words: 'Say what the plan says' },
    faultsIn: (typed) => [
      ...lineDateFaults(typed),
      ...(asksWhy && !agendaItemId && !typed.why ? [whyMissing] : []),
    ],
    said: ({ why, ...typed }) => ({
      params: { lineId: line.id },
      version: line.version,
      body: {
        ...lineSaid(typed),
        ...(typed.herWords !== (line.herWords ?? '') && { herWords: typed.herWords }),
        ...(typed.forHer !== (line.forHer ?? '') && { forHer: typed.forHer }),
        ...(agendaItemId ? { agendaItemId } : why && { why }),
      },
    }),
    onSuccess: () => onDone('Changed'),
  })
  return (
    <Tool words="Change it" of={shortOf(line)}>
      <Form form={form}>
        <LineFields field={form.field} values={form.values} mayLead={mayLead} fixedPart />
        {asksWhy && !agendaItemId && <Textarea {...form.field('why')} label={whyLabel} rows={2} />}
        <Button variant="secondary" busy={form.busy}>
          Change it
        </Button>
      </Form>
    </Tool>
  )
}

/** It ends: none of the ways says that she failed. */
export function EndLine({
  line,
  agendaItemId,
  others,
  onDone,
  asksWhy,
}: Props & { others: readonly PlanLine[]; asksWhy: boolean }) {
  const form = useForm(endPlanLine, {
    ...useKeptTyping(`end line ${line.id} ${line.version}`, 'Why a line of a plan ends, not sent yet', {
      how: '' as (typeof planEndings)[number] | '',
      because: '',
      replacedById: '',
      why: '',
    }),
    under: `/end/${line.id}`,
    needed: { how: 'Choose how it ends' },
    faultsIn: ({ how, because, replacedById, why }) => [
      ...(how === 'ended' && !because
        ? [{ pointer: '/because', code: 'missing', detail: 'Say why it ends' }]
        : []),
      ...(how === 'replaced' && !replacedById
        ? [{ pointer: '/replacedById', code: 'missing', detail: 'Choose the line that takes its place' }]
        : []),
      ...(asksWhy && !agendaItemId && !why ? [whyMissing] : []),
    ],
    said: ({ how, because, replacedById, why }) => ({
      params: { lineId: line.id },
      version: line.version,
      body: {
        how,
        ...(because && { because }),
        ...(how === 'replaced' && { replacedById }),
        ...(agendaItemId ? { agendaItemId } : why && { why }),
      },
    }),
    onSuccess: () => onDone('Ended'),
  })
  const { how } = form.values
  return (
    <Tool words="End it" of={shortOf(line)}>
      <Form form={form}>
        <Radios
          {...form.field('how')}
          label="How does it end?"
          options={planEndings
            .filter((ending) => ending !== 'replaced' || others.length > 0)
            .map((ending) => ({ value: ending, label: planEndingWords[ending] }))}
        />
        {how === 'replaced' && (
          <Select
            {...form.field('replacedById')}
            label="Which line takes its place?"
            options={[
              { value: '', label: 'Choose a line' },
              ...others.map((one) => ({ value: one.id, label: shortOf(one) })),
            ]}
          />
        )}
        {how !== '' && how !== 'replaced' && (
          <Textarea
            {...form.field('because')}
            label={how === 'ended' ? 'Why does it end?' : 'What is there to say of it? (optional)'}
            rows={2}
          />
        )}
        {asksWhy && !agendaItemId && <Textarea {...form.field('why')} label={whyLabel} rows={2} />}
        <Button variant="secondary" busy={form.busy}>
          End it
        </Button>
      </Form>
    </Tool>
  )
}
