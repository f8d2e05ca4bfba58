import { prose } from '@alongside/shared/limits'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { problems } from '@alongside/shared/problems'
import { deferItem, readItem } from '@alongside/shared/room/addresses'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Light } from '../ui/light.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { OtherFiles } from './other-files.tsx'
import { StepsOut } from './steps-out.tsx'
import type { Reordering } from './use-reordering.ts'

type Line = Meeting['agenda'][number]
type Props = {
  line: Line
  at: number
  rows: Reordering<Line>
  mode: Meeting['mode']
  signed: boolean
  busy: boolean
  onMinutes: (minutes: number) => void
}

/** One case of the coordinator's agenda. */
export function AgendaRow({ line, at, rows, mode, signed, busy, onMinutes }: Props) {
  const { id, caseId, caseReference, light, carriedActions, basisInForce } = line
  const last = rows.ordered.length - 1
  const step = (by: 1 | -1, words: string) => (
    <button
      type="button"
      className="govuk-button govuk-button--secondary"
      aria-disabled={busy || (by < 0 ? at === 0 : at === last) || undefined}
      aria-label={`Move ${caseReference} ${words.toLowerCase()}`}
      onClick={() => {
        if (!busy && at + by >= 0 && at + by <= last) rows.move(at, by)
      }}
    >
      {words}
    </button>
  )
  return (
    <li
      className={rows.dragging === id ? 'app-agenda__line app-agenda__line--dragged' : 'app-agenda__line'}
      data-agenda-line={id}
    >
      <span className="app-agenda__handle" aria-hidden="true" title="Drag" {...rows.handle(id)}>
        ⠿
      </span>
      <div className="app-agenda__what">
        <p className="govuk-body">
          {at + 1}. <strong className="app-nowrap">{caseReference}</strong> <Light light={light} />
          <OtherFiles line={line} />
        </p>
        {carriedActions > 0 && (
          <p className="govuk-body">
            <Link to="/actions" search={{ caseId }} className="govuk-link">
              {carriedActions === 1 ? '1 action from before' : `${carriedActions} actions from before`}
              <span className="govuk-visually-hidden">, {caseReference}</span>
            </Link>
          </p>
        )}
        {!basisInForce && (
          <p className="govuk-body">
            <strong className="app-needs-basis">A basis for sharing is needed.</strong>{' '}
            <Link {...paths.caseSection(caseId, 'consent')} className="govuk-link">
              Consent and sharing<span className="govuk-visually-hidden">, {caseReference}</span>
            </Link>
          </p>
        )}
        <StepsOut line={line} mode={mode} />
        <Details summary={`Put off ${caseReference}`}>
          {signed ? (
            <PutOff itemId={id} />
          ) : (
            <p className="govuk-body">
              {problems['meeting.confidentiality_unsigned'].title}. It stands on the overview.
            </p>
          )}
        </Details>
      </div>
      <Minutes key={line.minutes} line={line} onMinutes={onMinutes} />
      <div className="app-agenda__moves">
        {step(-1, 'Up')}
        {step(1, 'Down')}
      </div>
    </li>
  )
}

/** Saved when one leaves the field, or presses Enter. */
function Minutes({ line, onMinutes }: Pick<Props, 'line' | 'onMinutes'>) {
  const [typed, setTyped] = useState(String(line.minutes))
  // Enter saves, and leaving the field after it has nothing more to save.
  const [sent, setSent] = useState(line.minutes)
  const minutes = Number(typed)
  const fits = Number.isInteger(minutes) && minutes >= 1 && minutes <= 240
  const save = () => {
    if (!fits || minutes === sent) return
    setSent(minutes)
    onMinutes(minutes)
  }
  return (
    <form
      className="app-agenda__minutes"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <TextInput
        name={`/minutes/${line.id}`}
        label={
          <>
            Minutes<span className="govuk-visually-hidden"> for {line.caseReference}</span>
          </>
        }
        inputMode="numeric"
        autoComplete="off"
        error={fits ? undefined : 'From 1 to 240'}
        value={typed}
        onChange={setTyped}
        onBlur={save}
      />
    </form>
  )
}

/** Read only where it is about to be put off: an item's paper is opened by nobody without need. */
function PutOff({ itemId }: { itemId: string }) {
  const item = useRead(readItem, { params: { itemId } })
  const form = useForm(deferItem, {
    ...useKeptTyping(`put off ${itemId}`, 'Why a case is put off, not sent yet', { reason: '' }),
    needed: { reason: 'Say why it is put off' },
    said: (body) => ({ params: { itemId }, version: item.data?.version ?? 0, body }),
    under: `/${itemId}`,
  })
  return (
    <Form form={form}>
      <TextInput {...form.field('reason')} {...prose} label="Why?" autoComplete="off" />
      <Button variant="secondary" busy={form.busy || !item.data}>
        Put it off to the next meeting
      </Button>
    </Form>
  )
}
