import { takenOffWords } from '@alongside/shared/agenda/words'
import { readMeeting } from '@alongside/shared/meetings/addresses'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { modeWords } from '@alongside/shared/meetings/words'
import { Link, useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { ItemStateTag } from '../agenda/item-state.tsx'
import { OtherFiles } from '../agenda/other-files.tsx'
import { PutOffTo } from '../agenda/put-off-to.tsx'
import { AgendaSection } from '../agenda/section.tsx'
import { StepsOut } from '../agenda/steps-out.tsx'
import { AttendanceSection } from '../attendance/attendance-section.tsx'
import { Documents } from '../documents/documents.tsx'
import { EmergencyContacts } from '../emergency/contacts.tsx'
import { Guests } from '../guests/guests-section.tsx'
import { NotFoundPage } from '../layouts/not-found-page.tsx'
import { MinutesSection } from '../minutes/minutes-section.tsx'
import { paths } from '../paths.ts'
import { liveMeeting, useLive } from '../room/use-live.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { dateWords, dayWords, timeWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { SubNavigation } from '../ui/sub-navigation.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { Conduct, Turns } from './conduct.tsx'
import { DeputyChair } from './deputy.tsx'
import { DerivedDates } from './derived-dates.tsx'
import { NotNeeded } from './not-needed.tsx'
import { Settle } from './settle.tsx'
import { SignMeeting } from './sign-meeting.tsx'
import { WhoCanCome } from './who-can-come.tsx'

const stateTags = {
  planned: <Tag colour="blue">Planned</Tag>,
  open: <Tag colour="teal">Open now</Tag>,
  closed: <Tag colour="grey">Closed</Tag>,
} as const

const captions = { monthly: 'Meeting', emergency: 'Emergency meeting' } as const

type Section = { heading: string; show: ComponentType<{ meeting: Meeting }>; convenes?: true }

/** Each part of a meeting under its own address. */
const sections: Readonly<Record<string, Section>> = {
  overview: { heading: 'Overview', show: Overview },
  agenda: { heading: 'Agenda', show: AgendaSection, convenes: true },
  'who-can-come': { heading: 'Who can come', show: WhoCanCome },
  attendance: { heading: 'Attendance', show: AttendanceSection },
  documents: { heading: 'Documents', show: Documents },
  guests: { heading: 'Guests and observers', show: Guests },
  minutes: { heading: 'Minutes', show: MinutesSection },
}

export default function MeetingPage() {
  const { meetingId = '', section = 'overview' } = useParams({ strict: false })
  const meeting = useLive(readMeeting, { params: { meetingId } }, liveMeeting)
  const calendar = useCalendar()
  const convenes = useCan('meetings:convene')
  const shown = sections[section]
  if (!shown || (shown.convenes && !convenes)) return <NotFoundPage />
  return (
    <AwaitedPage read={meeting} title="Meeting" label="Loading the meeting">
      {(loaded) => (
        <>
          <BackLink>
            <Link {...paths.meetings}>Meetings</Link>
          </BackLink>
          <SubNavigation label="The meeting" items={navigation(meetingId, section, convenes)} />
          <Page
            key={section}
            title={`${shown.heading}, meeting ${dateWords(loaded.date)}`}
            heading={section === 'overview' ? dayWords(calendar, loaded.startsAt) : shown.heading}
            caption={section === 'overview' ? captions[loaded.kind] : dayWords(calendar, loaded.startsAt)}
          >
            <shown.show meeting={loaded} />
          </Page>
        </>
      )}
    </AwaitedPage>
  )
}

const navigation = (meetingId: string, current: string, convenes: boolean) =>
  Object.entries(sections)
    .filter(([, part]) => convenes || !part.convenes)
    .map(([section, { heading }]) => ({
      link:
        section === 'overview' ? (
          <Link {...paths.meeting(meetingId)} activeOptions={{ exact: true }}>
            {heading}
          </Link>
        ) : (
          <Link {...paths.meetingSection(meetingId, section)}>{heading}</Link>
        ),
      current: section === current,
    }))

function Overview({ meeting }: { meeting: Meeting }) {
  const calendar = useCalendar()
  return (
    <>
      <p className="govuk-body">
        {stateTags[meeting.state]} {timeWords(calendar, meeting.startsAt)}, {modeWords[meeting.mode]}
        {meeting.venue && `, ${meeting.venue}`}
        {meeting.joining && meeting.mode !== 'in_person' && (
          <>
            . Join by <span className="app-as-typed">{meeting.joining}</span>
          </>
        )}
      </p>
      {meeting.state === 'open' && meeting.signedByMe && (
        <ButtonLink>
          <Link {...paths.room(meeting.id)}>Go into the room</Link>
        </ButtonLink>
      )}
      <Turns meeting={meeting} />
      {meeting.minutesDistributed && (
        <p className="govuk-body">
          <Link {...paths.minutes(meeting.id)} className="govuk-link">
            Read the minutes
          </Link>
        </p>
      )}
      {meeting.kind === 'emergency' && meeting.namesDeputy && <DeputyChair meeting={meeting} />}
      {meeting.kind === 'emergency' && <EmergencyContacts meeting={meeting} />}
      <NotNeeded meeting={meeting} />
      {meeting.kind === 'monthly' && <DerivedDates meeting={meeting} />}
      {meeting.kind === 'monthly' && <Settle key={meeting.id} meeting={meeting} />}
      {meeting.signedByMe ? null : <SignMeeting meeting={meeting} />}
      <Agenda meeting={meeting} />
      {meeting.kind === 'monthly' && meeting.namesDeputy && <DeputyChair meeting={meeting} />}
      {meeting.runs && <Conduct meeting={meeting} />}
    </>
  )
}

type Line = Meeting['agenda'][number]

function Agenda({ meeting }: { meeting: Meeting }) {
  const lines = meeting.agenda.toSorted((a, b) => a.position - b.position)
  if (lines.length === 0)
    return (
      <EmptyState title="No case on the agenda is one that your agency may see">
        Cases come onto the agenda from accepted referrals, the most urgent first.
      </EmptyState>
    )
  return (
    <Table
      caption="Agenda"
      captionSize="m"
      columns={[meeting.signedByMe ? linkedCase : namedCase, ...agendaColumns, steppingOut(meeting.mode)]}
      rows={lines}
      rowKey={({ id }) => id}
      rowHeaders
      stack
    />
  )
}

const linkedCase: Column<Line> = {
  header: 'Case',
  cell: ({ id, caseReference }) => (
    <Link {...paths.agendaItem(id)} className="govuk-link">
      {caseReference}
    </Link>
  ),
  nowrap: true,
}

/** ACC-5: papers open after the signature. */
const namedCase: Column<Line> = { header: 'Case', cell: ({ caseReference }) => caseReference, nowrap: true }

const agendaColumns: Column<Line>[] = [
  { header: 'Light', cell: ({ light }) => <Light light={light} /> },
  { header: 'Time', cell: ({ minutes }) => `${minutes} minutes`, nowrap: true },
  { header: 'Actions from before', cell: ({ carriedActions }) => carriedActions, numeric: true },
  {
    header: 'State',
    cell: ({ state, takenOff, takenOffBecause, basisInForce, putOffTo, otherFiles }) => (
      <span>
        <ItemStateTag state={state} takenOff={takenOff} />
        {takenOffBecause && ` ${takenOffWords[takenOffBecause]}`}
        {putOffTo && <PutOffTo at={putOffTo} />}
        <OtherFiles line={{ otherFiles }} />
        {!basisInForce && <strong className="app-needs-basis"> No basis for sharing yet</strong>}
      </span>
    ),
  },
]

/** ACC-9: before anybody is in the room. */
const steppingOut = (mode: Meeting['mode']): Column<Line> => ({
  header: 'Who steps out',
  cell: (line) =>
    line.stepOut.length > 0 || line.unnamedOut || line.needsDeputy ? (
      <StepsOut line={line} mode={mode} />
    ) : (
      'Nobody'
    ),
})
