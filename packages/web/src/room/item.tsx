import type { Meeting } from '@alongside/shared/meetings/schema'
import { readItem } from '@alongside/shared/room/addresses'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { ActionTable } from '../actions/action-table.tsx'
import { ItemStateTag } from '../agenda/item-state.tsx'
import { PutOffTo } from '../agenda/put-off-to.tsx'
import { StepsOut } from '../agenda/steps-out.tsx'
import type { Saving } from '../autosave/use-autosave.ts'
import { useRead } from '../client/hooks.ts'
import { NoesInBrief } from '../limits/standing-limits.tsx'
import { RoomPlan } from '../plan/room-plan.tsx'
import { Awaited } from '../sending/awaited.tsx'
import { WhileHeld } from '../sending/while-held.tsx'
import { IdentityBar } from '../ui/identity-bar.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Light } from '../ui/light.tsx'
import { AgreeAction } from './agree-action.tsx'
import { Conclude, type Ended } from './conclude.tsx'
import { Contributions } from './contributions.tsx'
import { HerVoice } from './her-voice.tsx'
import { whyNotAgain, whyNotDeferred, whyNotWrite } from './reasons.ts'
import { RecordingState, RecordPart } from './record-part.tsx'
import { partsWritten, useRecording } from './recording.ts'
import { Reopen } from './reopen.tsx'
import { ItemClock } from './time-kept.tsx'
import type { RoomView } from './views.ts'
import { Withheld } from './withheld.tsx'

type Line = Meeting['agenda'][number]

type Shown = {
  line: Line
  mode: Meeting['mode']
  view: RoomView
  onEnded: (how: Ended) => void
}

/** The case that is spoken of: her voice first, whoever looks. The meeting's page follows; this reads when it is told to. */
export function RoomItem({ line, ...shown }: Shown) {
  const item = useRead(readItem, { params: { itemId: line.id } }, { staleTime: 0 })
  return (
    <Awaited read={item} label="Loading the case">
      {(loaded) => (
        <WhileHeld held={loaded.rests}>
          <Case item={loaded} line={line} {...shown} />
        </WhileHeld>
      )}
    </Awaited>
  )
}

function Case({ item, line, mode, view, onEnded }: Shown & { item: AgendaItem }) {
  const recording = useRecording(item)
  if (!recording) return null
  return (
    <>
      <IdentityBar label="The case">
        {item.basisInForce && <strong className="app-identity__name">{item.name || 'Name not given'}</strong>}
        <Light light={item.light} />
        <span className="app-nowrap">{item.caseReference}</span>
        <ItemStateTag {...item} />
        <ItemClock line={line} />
      </IdentityBar>
      <div className="app-page app-room__case">
        <StepsOut line={line} mode={mode} />
        {item.deferredFor && (
          <InsetText>
            Put off: {item.deferredFor}
            {item.putOffTo && <PutOffTo at={item.putOffTo} />}
          </InsetText>
        )}
        {item.basisInForce ? (
          <Content item={item} recording={recording} view={view} />
        ) : (
          <Withheld caseId={item.caseId} />
        )}
        {view !== 'member' && whyNotDeferred(item) === undefined && (
          <Conclude item={item} unsaved={recording.state.unsaved.length > 0} onEnded={onEnded} />
        )}
        {view !== 'member' && whyNotAgain(item) === undefined && (
          <Reopen item={item} onReopened={() => onEnded('to be spoken of again')} />
        )}
      </div>
    </>
  )
}

function Content({ item, recording, view }: { item: AgendaItem; recording: Saving; view: RoomView }) {
  const why = whyNotWrite(item)
  const takesNotes = view === 'notes' && why === undefined
  const written = partsWritten(item.record, recording.state.unsaved).filter(
    (part) => view === 'notes' || item.record[part] || recording.state.unsaved.includes(part),
  )
  return (
    <>
      {why && <InsetText>{why}</InsetText>}
      <HerVoice item={item} />
      {view !== 'member' && <NoesInBrief caseId={item.caseId} />}
      {item.carried.length > 0 && (
        <ActionTable caption="Actions from before" actions={item.carried} oneCase />
      )}
      <Contributions item={item} readOnly={view === 'chair'} />
      <RoomPlan item={item} writable={takesNotes} />
      {written.map((part) => (
        <RecordPart
          key={part}
          part={part}
          recording={recording}
          saved={item.record[part] ?? ''}
          writable={takesNotes}
        />
      ))}
      {takesNotes && <RecordingState recording={recording} />}
      {item.actions.length > 0 && <ActionTable caption="Actions agreed" actions={item.actions} oneCase />}
      {takesNotes && <AgreeAction item={item} />}
    </>
  )
}
