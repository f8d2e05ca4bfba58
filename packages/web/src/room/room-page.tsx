import { readMeeting } from '@alongside/shared/meetings/addresses'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { InRoom } from '../attendance/in-room.tsx'
import { NotNeeded } from '../meetings/not-needed.tsx'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan, useChairs, useSession } from '../session/session.tsx'
import { dayWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { SubNavigation } from '../ui/sub-navigation.tsx'
import { Announcements } from './announcements.tsx'
import { AskOut } from './ask-out.tsx'
import { CasesInOrder, GoOn } from './cases-in-order.tsx'
import type { Ended } from './conclude.tsx'
import { RoomHelp } from './help.tsx'
import { RoomItem } from './item.tsx'
import { neighbours } from './reasons.ts'
import { MeetingClock } from './time-kept.tsx'
import { liveMeeting, useLive } from './use-live.ts'
import { type RoomView, roomViews, viewOf } from './views.ts'

export default function RoomPage() {
  const { meetingId } = useParams({ from: '/signed-in/meetings/$meetingId/room' })
  const meeting = useLive(readMeeting, { params: { meetingId } }, liveMeeting)
  return (
    <AwaitedPage read={meeting} title="The room" label="Loading the room">
      {(loaded) => <Room meeting={loaded} />}
    </AwaitedPage>
  )
}

/** MTG-7: one case at a time, the same for everybody, each with what they do and may see. */
function Room({ meeting }: { meeting: Meeting }) {
  const calendar = useCalendar()
  const chairs = useChairs()
  // Of what a deputy does not chair she takes part, as everybody.
  const hers = { ...meeting, agenda: meeting.agenda.filter(chairs) }
  const records = useCan('meetings:record') || hers.agenda.length > 0
  const { acting } = useSession()
  const { view: asked } = useSearch({ from: '/signed-in/meetings/$meetingId/room' })
  const view = viewOf(asked, records, acting?.role)
  const [chosen, setChosen] = useState<string | null>(null)
  const called = useRef<HTMLElement | null>(null)
  const [calledHere, setCalledHere] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const [ended, setEnded] = useState('')
  const shownCase = useRef<HTMLDivElement>(null)
  const onBegun = () => {
    setEnded('')
    setChosen(null)
    setCalledHere(null)
    shownCase.current?.focus()
  }
  const onTakenBack = () => {
    setCalledHere(null)
    const pressed = called.current
    if (pressed?.isConnected) pressed.focus()
    else shownCase.current?.focus()
  }
  const following = chosen === null
  const { currentItemId } = meeting
  const [led, setLed] = useState(currentItemId)
  const [seen, setSeen] = useState(currentItemId)
  const [typing, setTyping] = useState(false)
  const goAlong = () => {
    setTyping(false)
    setLed(currentItemId)
  }
  // Nobody is led away in the middle of a word.
  if (seen !== currentItemId) {
    setSeen(currentItemId)
    if (!typing) setLed(currentItemId)
  }
  const shown = meeting.agenda.find(({ id }) => id === (chosen ?? led))
  const turn = (way: 'next' | 'previous') => {
    const first = meeting.agenda.toSorted((a, b) => a.position - b.position)[0]
    const to = shown ? neighbours(meeting.agenda, shown.id)[way] : first
    if (to) setChosen(to.id)
  }
  return (
    <>
      <BackLink>
        <Link {...paths.meeting(meeting.id)}>Meeting of {dayWords(calendar, meeting.startsAt)}</Link>
      </BackLink>
      <Page title="The room" heading="In the room" caption={dayWords(calendar, meeting.startsAt)}>
        {records && <Views meetingId={meeting.id} current={view} />}
        <div className="app-room__bar">
          <Checkbox
            name="/follow"
            label="Follow the meeting"
            value={following}
            onChange={(follow) => {
              setChosen(follow ? null : (shown?.id ?? ''))
              goAlong()
            }}
          />
          <RoomHelp onTurn={turn} />
        </div>
        <InRoom meeting={meeting} />
        <Announcements meeting={meeting} />
        {view !== 'member' && <MeetingClock meeting={meeting} />}
        <output className="govuk-body app-said">{said}</output>
        {/* Shown alone: to who hears the page, Announcements says it, as to everybody. */}
        {ended && <p className="govuk-body app-said">{ended}</p>}
        {view !== 'member' && meeting.state === 'open' && meeting.signedByMe && (
          <AskOut
            meeting={hers}
            calledHere={calledHere}
            onBegun={onBegun}
            onTakenBack={onTakenBack}
            onSaid={(words) => {
              setEnded('')
              setSaid(words)
            }}
          />
        )}
        {view === 'chair' && meeting.state === 'open' && meeting.signedByMe && (
          <CasesInOrder
            meeting={hers}
            shownId={shown?.id}
            onBegun={onBegun}
            onCalled={(itemId, pressed) => {
              setSaid('')
              setEnded('')
              called.current = pressed
              setCalledHere(itemId)
            }}
            onShown={setChosen}
          />
        )}
        {view === 'notes' && meeting.state === 'open' && meeting.signedByMe && (
          <GoOn
            meeting={hers}
            onBegun={onBegun}
            onCalled={(itemId, pressed) => {
              setSaid('')
              setEnded('')
              called.current = pressed
              setCalledHere(itemId)
            }}
          />
        )}
        {following && led !== currentItemId && (
          <output className="app-room__gone-on">
            The meeting has gone on.{' '}
            <Button type="button" variant="secondary" onClick={goAlong}>
              Go along
            </Button>
          </output>
        )}
        <div
          ref={shownCase}
          tabIndex={-1}
          className="app-room__shown"
          onFocus={({ target }) => setTyping(isField(target))}
          onBlur={() => setTyping(false)}
        >
          <Shown
            meeting={meeting}
            line={shown}
            view={shown && !chairs(shown) ? 'member' : view}
            onEnded={(how) => {
              setSaid('')
              setEnded(`${shown?.caseReference ?? 'The case'} is ${how}.`)
              shownCase.current?.focus()
            }}
          />
        </div>
      </Page>
    </>
  )
}

const isField = (element: Element) => element.matches('textarea, input, select')

function Views({ meetingId, current }: { meetingId: string; current: RoomView }) {
  const items = roomViews.map(({ view, words }) => ({
    link: (
      <Link {...paths.room(meetingId, view)} replace>
        {words}
      </Link>
    ),
    current: view === current,
  }))
  const screen = { link: <Link {...paths.screen(meetingId)}>Screen for everyone</Link> }
  return <SubNavigation label="Views of the room" items={[...items, screen]} />
}

type ShownProps = {
  meeting: Meeting
  line: Meeting['agenda'][number] | undefined
  view: RoomView
  onEnded: (how: Ended) => void
}

function Shown({ meeting, line, view, onEnded }: ShownProps) {
  if (!meeting.signedByMe)
    return (
      <InsetText>
        Papers open once you have signed.{' '}
        <Link {...paths.meeting(meeting.id)} className="govuk-link">
          Sign the confidentiality agreement
        </Link>
      </InsetText>
    )
  if (meeting.state !== 'open')
    return (
      <InsetText>
        {meeting.state === 'planned' ? 'The meeting is not open yet.' : 'The meeting is closed.'} This page
        changes by itself.
      </InsetText>
    )
  // The same whether nothing has begun or what is spoken of is not this agency's to see (ACC-6).
  if (!line)
    return (
      <>
        <EmptyState title="Nothing for you right now">This page changes by itself.</EmptyState>
        <NotNeeded meeting={meeting} />
      </>
    )
  return <RoomItem key={line.id} line={line} mode={meeting.mode} view={view} onEnded={onEnded} />
}
