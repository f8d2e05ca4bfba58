import {
  type AgendaItem,
  closeItem,
  deferItem,
  readItem,
  readMeeting,
} from '@alongside/shared/meetings/contract'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ActionTable } from '../actions/action-table.tsx'
import { NoBasis } from '../cases/no-basis.tsx'
import { HerWords } from '../cases/voice-words.tsx'
import { useRead } from '../client.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { dayWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Details } from '../ui/details.tsx'
import { IdentityBar } from '../ui/identity-bar.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { AgreeAction } from './agree-action.tsx'
import { Contributions } from './contributions.tsx'
import { ItemStateTag } from './item-state.tsx'
import { neighbours, whyNotPutOff, whyNotWrite } from './reasons.ts'
import { RecordingState, RecordPart } from './record-part.tsx'
import { parts } from './recording.ts'
import { useLive } from './use-live.ts'
import { type Recording, useRecording } from './use-recording.ts'

export default function ItemPage() {
  const { itemId } = useParams({ from: '/signed-in/agenda-items/$itemId' })
  const item = useLive(readItem, { params: { itemId } }, (read) => whyNotWrite(read) === undefined)
  return (
    <AwaitedPage read={item} title="Agenda item" label="Loading the case">
      {(loaded) => <Room key={loaded.id} item={loaded} />}
    </AwaitedPage>
  )
}

/** MTG-7: one case in the room, in the order in which it is spoken of. */
function Room({ item }: { item: AgendaItem }) {
  const calendar = useCalendar()
  const records = useCan('meetings:record')
  const recording = useRecording(item)
  const why = whyNotWrite(item)
  const writable = records && why === undefined
  return (
    <>
      <BackLink>
        <Link {...paths.meeting(item.meetingId)}>Meeting of {dayWords(calendar, item.meetingStartsAt)}</Link>
      </BackLink>
      <IdentityBar label="The case">
        {item.basisInForce && <strong className="app-identity__name">{item.name || 'Name not given'}</strong>}
        <Light light={item.light} />
        <Link {...paths.case(item.caseId)} className="govuk-link app-nowrap">
          {item.caseReference}
        </Link>
        <ItemStateTag state={item.state} />
      </IdentityBar>
      <Page
        title={`Agenda item, case ${item.caseReference}`}
        heading="In the room"
        caption={item.caseReference}
      >
        {why && item.basisInForce && <InsetText>{why}</InsetText>}
        {item.deferredFor && <InsetText>Deferred: {item.deferredFor}</InsetText>}
        {item.basisInForce ? (
          <Content item={item} recording={recording} writable={writable} />
        ) : (
          <Withheld item={item} />
        )}
        {records && whyNotPutOff(item) === undefined && (
          <Conclude item={item} unsaved={recording.state === 'saving' || recording.state === 'not-saved'} />
        )}
        <Neighbours item={item} />
      </Page>
    </>
  )
}

/** CON-3: nothing of her is shown, to nobody; what was shared before stays on record. */
function Withheld({ item }: { item: AgendaItem }) {
  return (
    <>
      <NoBasis caseId={item.caseId} />
      <p className="govuk-body">
        Until then nothing of this case is shown here, and nothing is written down. It can be put off.
      </p>
    </>
  )
}

type ContentProps = { item: AgendaItem; recording: Recording; writable: boolean }

function Content({ item, recording, writable }: ContentProps) {
  return (
    <>
      <HerVoice item={item} />
      {item.carried.length > 0 && (
        <ActionTable caption="Actions from before" actions={item.carried} oneCase />
      )}
      <Contributions item={item} />
      {parts.map((part) => (
        <RecordPart
          key={part}
          part={part}
          recording={recording}
          saved={item.record[part] ?? ''}
          writable={writable}
        />
      ))}
      {writable && <RecordingState recording={recording} />}
      {item.actions.length > 0 && <ActionTable caption="Actions agreed" actions={item.actions} oneCase />}
      {writable && <AgreeAction itemId={item.id} />}
    </>
  )
}

function HerVoice({ item }: { item: AgendaItem }) {
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Her voice</h2>
      {item.herVoice.length === 0 && (
        <InsetText>Nothing from her is recorded. Who can ask her, when it is safe?</InsetText>
      )}
      {item.herVoice.map((voice, index) => (
        <HerWords key={index} {...voice} />
      ))}
      {item.asks && (
        <>
          <h3 className="govuk-heading-s">What the referrer asks of the meeting</h3>
          <p className="govuk-body app-as-typed">{item.asks}</p>
        </>
      )}
    </section>
  )
}

function Conclude({ item, unsaved }: { item: AgendaItem; unsaved: boolean }) {
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const closing = useSending(closeItem)
  const deferring = useSending(deferItem, {
    faultsIn: ({ body }) => missingIn(body, { reason: 'Say why it is put off' }),
    onSuccess: () => void navigate(paths.meeting(item.meetingId)),
  })
  const said = { params: { itemId: item.id }, version: item.version }
  const wait = unsaved ? 'What is typed above is not saved yet.' : undefined
  const defer = (event: FormEvent) => {
    event.preventDefault()
    if (!wait) deferring.send({ ...said, body: { reason: reason.trim() } })
  }
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Finish this case</h2>
      <Refused error={closing.error} attempt={closing.attempt} />
      {whyNotWrite(item) === undefined && (
        <Button
          type="button"
          busy={closing.busy}
          reason={wait}
          onClick={() => closing.send({ ...said, body: {} })}
        >
          This case is discussed
        </Button>
      )}
      <Details summary="Put it off to the next meeting">
        <form onSubmit={defer} noValidate>
          <Refused error={deferring.error} attempt={deferring.attempt} />
          <Textarea
            name="/reason"
            label="Why?"
            rows={2}
            error={deferring.errorAt('/reason')}
            value={reason}
            onChange={setReason}
          />
          <Button variant="secondary" busy={deferring.busy} reason={wait}>
            Defer to the next meeting
          </Button>
        </form>
      </Details>
    </section>
  )
}

function Neighbours({ item }: { item: AgendaItem }) {
  const meeting = useRead(readMeeting, { params: { meetingId: item.meetingId } })
  const { previous, next } = neighbours(meeting.data?.agenda ?? [], item.id)
  return (
    <ButtonGroup>
      {previous && (
        <ButtonLink variant="secondary">
          <Link {...paths.agendaItem(previous.id)}>Previous case: {previous.caseReference}</Link>
        </ButtonLink>
      )}
      {next && (
        <ButtonLink variant="secondary">
          <Link {...paths.agendaItem(next.id)}>Next case: {next.caseReference}</Link>
        </ButtonLink>
      )}
    </ButtonGroup>
  )
}
