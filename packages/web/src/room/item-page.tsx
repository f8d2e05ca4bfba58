import { readMeeting } from '@alongside/shared/meetings/addresses'
import { readItem } from '@alongside/shared/room/addresses'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ActionTable } from '../actions/action-table.tsx'
import { ItemStateTag } from '../agenda/item-state.tsx'
import { PutOffTo } from '../agenda/put-off-to.tsx'
import { StepsOut } from '../agenda/steps-out.tsx'
import { useEntering } from '../attendance/in-room.tsx'
import type { Saving } from '../autosave/use-autosave.ts'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { RoomPlan } from '../plan/room-plan.tsx'
import { AwaitedPage } from '../sending/awaited.tsx'
import { WhileHeld } from '../sending/while-held.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan, useChairs } from '../session/session.tsx'
import { dayWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { IdentityBar } from '../ui/identity-bar.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { AgreeAction } from './agree-action.tsx'
import { Conclude } from './conclude.tsx'
import { Contributions } from './contributions.tsx'
import { HerVoice } from './her-voice.tsx'
import { neighbours, whyNotAgain, whyNotDeferred, whyNotWrite } from './reasons.ts'
import { RecordingState, RecordPart } from './record-part.tsx'
import { partsWritten, useRecording } from './recording.ts'
import { Reopen } from './reopen.tsx'
import { liveMeetingOf, useLive } from './use-live.ts'
import { Withheld } from './withheld.tsx'

export default function ItemPage() {
  const { itemId } = useParams({ from: '/signed-in/agenda-items/$itemId' })
  const item = useLive(readItem, { params: { itemId } }, liveMeetingOf)
  return (
    <AwaitedPage read={item} title="Agenda item" label="Loading the case">
      {(loaded) => (
        <WhileHeld held={loaded.rests}>
          <Room key={loaded.id} item={loaded} />
        </WhileHeld>
      )}
    </AwaitedPage>
  )
}

/** MTG-7: one case in the room, in the order in which it is spoken of. */
function Room({ item }: { item: AgendaItem }) {
  const calendar = useCalendar()
  const records = useChairs()(item)
  const isMember = useCan('meetings:read')
  const recording = useRecording(item)
  // GST-1, MTG-6: a guest's device in the room is on this page.
  useEntering(item.meetingId, !isMember && item.meetingState === 'open')
  const navigate = useNavigate()
  const why = whyNotWrite(item)
  const writable = records && why === undefined
  if (!recording) return null
  return (
    <>
      <BackLink>
        {isMember ? (
          <Link {...paths.meeting(item.meetingId)}>
            Meeting of {dayWords(calendar, item.meetingStartsAt)}
          </Link>
        ) : (
          <Link {...paths.work}>Your invitation</Link>
        )}
      </BackLink>
      <IdentityBar label="The case">
        {item.basisInForce && <strong className="app-identity__name">{item.name || 'Name not given'}</strong>}
        <Light light={item.light} />
        {isMember ? (
          <Link {...paths.case(item.caseId)} className="govuk-link app-nowrap">
            {item.caseReference}
          </Link>
        ) : (
          <span className="app-nowrap">{item.caseReference}</span>
        )}
        <ItemStateTag {...item} />
      </IdentityBar>
      <Page
        title={`Agenda item, case ${item.caseReference}`}
        heading="In the room"
        caption={item.caseReference}
      >
        {why && item.basisInForce && <InsetText>{why}</InsetText>}
        {isMember && <WhoStepsOut item={item} />}
        {item.deferredFor && (
          <InsetText>
            Put off: {item.deferredFor}
            {item.putOffTo && <PutOffTo at={item.putOffTo} />}
          </InsetText>
        )}
        {item.basisInForce ? (
          <Content item={item} recording={recording} writable={writable} />
        ) : (
          <Withheld caseId={item.caseId} />
        )}
        {records && whyNotDeferred(item) === undefined && (
          <Conclude
            item={item}
            unsaved={recording.state.unsaved.length > 0}
            onEnded={(how) => {
              if (how === 'put off') void navigate(paths.meeting(item.meetingId))
            }}
          />
        )}
        {records && whyNotAgain(item) === undefined && <Reopen item={item} onReopened={() => undefined} />}
        {isMember && <Neighbours item={item} />}
      </Page>
    </>
  )
}

type ContentProps = { item: AgendaItem; recording: Saving; writable: boolean }

function Content({ item, recording, writable }: ContentProps) {
  return (
    <>
      <HerVoice item={item} />
      {item.carried.length > 0 && (
        <ActionTable caption="Actions from before" actions={item.carried} oneCase />
      )}
      <Contributions item={item} />
      <RoomPlan item={item} writable={writable} />
      {partsWritten(item.record, recording.state.unsaved).map((part) => (
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
      {writable && <AgreeAction item={item} />}
    </>
  )
}

function WhoStepsOut({ item }: { item: AgendaItem }) {
  const meeting = useRead(readMeeting, { params: { meetingId: item.meetingId } })
  return meeting.data ? <StepsOut line={item} mode={meeting.data.mode} /> : null
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
