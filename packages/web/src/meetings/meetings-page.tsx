import { listMeetings } from '@alongside/shared/meetings/addresses'
import type { MeetingSummary } from '@alongside/shared/meetings/schema'
import { modeWords } from '@alongside/shared/meetings/words'
import { Link, useSearch } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { EmergencyList } from '../emergency/list.tsx'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { dayWords, timeWords } from '../time/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { SubNavigation } from '../ui/sub-navigation.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { CalendarFeed } from './calendar-feed.tsx'
import { DerivedDates, ShortDate } from './derived-dates.tsx'
import { ReplyCount, ReplyHere } from './reply.tsx'
import { RuleForm } from './rule-form.tsx'

export default function MeetingsPage() {
  const past = useSearch({ from: '/signed-in/meetings' }).when === 'past'
  const convenes = useCan('meetings:convene')
  const meetings = useRead(listMeetings, { query: { when: past ? 'past' : 'coming' } })
  return (
    <Page title="Meetings" heading="Meetings">
      <SubNavigation
        label="Which meetings"
        items={[
          {
            link: (
              <Link {...paths.meetings} activeOptions={exactly}>
                The next twelve months
              </Link>
            ),
            current: !past,
          },
          {
            link: (
              <Link {...paths.meetings} search={{ when: 'past' }} activeOptions={exactly}>
                Before
              </Link>
            ),
            current: past,
          },
        ]}
      />
      <EmergencyList past={past} />
      <Awaited read={meetings} label="Loading the meetings" lines={12}>
        {({ items }) => (past ? <Past meetings={items} /> : <Coming meetings={items} />)}
      </Awaited>
      <p className="govuk-body">
        <Link {...paths.attendance} className="govuk-link">
          Attendance over the year
        </Link>
      </p>
      {!past && <CalendarFeed />}
      {convenes && !past && <RuleForm />}
    </Page>
  )
}

/** Two links to one path, told apart by their query. */
const exactly = { exact: true, includeSearch: true, explicitUndefined: true }

function Coming({ meetings }: { meetings: readonly MeetingSummary[] }) {
  const [next, ...later] = meetings
  if (!next)
    return (
      <EmptyState title="No meeting is planned yet">
        The coordinator sets on which day of the month the meeting is; the next twelve then stand here.
      </EmptyState>
    )
  return (
    <>
      <section className="app-section">
        <h2 className="govuk-heading-m">
          <When meeting={next} />
        </h2>
        <p className="govuk-body">
          <Where meeting={next} /> {next.state === 'open' && <Tag colour="teal">Open now</Tag>}
        </p>
        <DerivedDates meeting={next} />
        <p className="govuk-body">
          <ReplyCount meeting={next} />
        </p>
        <ReplyHere meeting={next} />
      </section>
      {later.length > 0 && (
        <Table
          caption="After that"
          captionSize="m"
          columns={comingColumns}
          rows={later}
          rowKey={({ id }) => id}
          rowHeaders
          stack
        />
      )}
    </>
  )
}

function Past({ meetings }: { meetings: readonly MeetingSummary[] }) {
  if (meetings.length === 0)
    return <EmptyState title="No meeting has been yet">Minutes stand here after each meeting.</EmptyState>
  return (
    <Table
      caption="Meetings before today"
      hiddenCaption
      columns={pastColumns}
      rows={meetings}
      rowKey={({ id }) => id}
      rowHeaders
      stack
    />
  )
}

function When({ meeting }: { meeting: MeetingSummary }) {
  const calendar = useCalendar()
  return (
    <Link {...paths.meeting(meeting.id)} className="govuk-link">
      {dayWords(calendar, meeting.startsAt)}, {timeWords(calendar, meeting.startsAt)}
    </Link>
  )
}

function Where({ meeting: { mode, venue } }: { meeting: MeetingSummary }) {
  return sentence(venue ? `${modeWords[mode]}, ${venue}` : modeWords[mode])
}

function MinutesLink({ meeting }: { meeting: MeetingSummary }) {
  if (!meeting.minutesDistributed) return meeting.state === 'closed' ? 'Not distributed yet' : 'None'
  return (
    <Link {...paths.minutes(meeting.id)} className="govuk-link">
      Read the minutes
    </Link>
  )
}

const whenColumn: Column<MeetingSummary> = { header: 'When', cell: (meeting) => <When meeting={meeting} /> }

const comingColumns: Column<MeetingSummary>[] = [
  whenColumn,
  { header: 'Referrals in by', cell: (meeting) => <ShortDate meeting={meeting} name="referrals" /> },
  { header: 'Confirmed in the week', cell: (meeting) => <ShortDate meeting={meeting} name="confirmation" /> },
  { header: 'Papers out by', cell: (meeting) => <ShortDate meeting={meeting} name="pack" /> },
  {
    header: 'Who can come',
    cell: (meeting) => (
      <>
        <ReplyCount meeting={meeting} />
        <ReplyHere meeting={meeting} />
      </>
    ),
  },
]

const pastColumns: Column<MeetingSummary>[] = [
  whenColumn,
  { header: 'Where', cell: (meeting) => <Where meeting={meeting} /> },
  { header: 'Cases that your agency may see', cell: ({ items }) => items, numeric: true },
  { header: 'Confirmed', cell: (meeting) => <ShortDate meeting={meeting} name="confirmation" /> },
  { header: 'Papers out', cell: (meeting) => <ShortDate meeting={meeting} name="pack" /> },
  { header: 'Minutes out', cell: (meeting) => <ShortDate meeting={meeting} name="minutes" /> },
  { header: 'Minutes', cell: (meeting) => <MinutesLink meeting={meeting} /> },
]
