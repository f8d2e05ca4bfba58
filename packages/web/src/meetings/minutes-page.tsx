import { type MinutedItem, type Minutes, readMinutes } from '@alongside/shared/meetings/contract'
import { Link, useParams } from '@tanstack/react-router'
import { HerWords } from '../cases/voice-words.tsx'
import { useRead } from '../client.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'
import { dateWords, dayWords, momentWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { ItemStateTag } from './item-state.tsx'
import { partWords } from './record-part.tsx'
import { parts } from './recording.ts'

export default function MinutesPage() {
  const { meetingId } = useParams({ from: '/signed-in/meetings/$meetingId/minutes' })
  const minutes = useRead(readMinutes, { params: { meetingId } })
  return (
    <AwaitedPage read={minutes} title="Minutes" label="Loading the minutes">
      {(loaded) => <Shown minutes={loaded} />}
    </AwaitedPage>
  )
}

/** MTG-4: every sheet is marked, and names whose copy it is. */
function Shown({ minutes }: { minutes: Minutes }) {
  const calendar = useCalendar()
  const { name, acting } = useSession()
  const holder = [name, acting?.agencyName].filter(Boolean).join(', ')
  return (
    <>
      <BackLink>
        <Link {...paths.meeting(minutes.meetingId)}>
          Meeting of {dayWords(calendar, minutes.meetingStartsAt)}
        </Link>
      </BackLink>
      <div className="app-sheets">
        <div className="app-sheets__mark">
          <p className="app-sheets__holder">
            <strong>STRICTLY CONFIDENTIAL</strong> Copy of {holder}
          </p>
        </div>
        <div className="app-sheets__body">
          <Page title="Minutes" heading={`Minutes of ${dayWords(calendar, minutes.meetingStartsAt)}`}>
            <p className="govuk-body">
              Version {minutes.version}, compiled {momentWords(calendar, minutes.compiledAt)} by{' '}
              {minutes.compiledBy}. They hold just the cases that your agency may see.
            </p>
            {minutes.withheld && (
              <p className="govuk-body">There are further items, which your agency may not see.</p>
            )}
            <Button type="button" variant="secondary" onClick={() => window.print()}>
              Print
            </Button>
            <Table
              caption="Present"
              captionSize="m"
              columns={presentColumns}
              rows={minutes.present}
              rowKey={({ name: who, agencyName }) => `${who} ${agencyName}`}
              rowHeaders
            />
            {minutes.items.length === 0 && (
              <EmptyState title="No case of this meeting is one that your agency may see" />
            )}
            {minutes.items.map((item) => (
              <Item key={item.caseReference} item={item} />
            ))}
          </Page>
        </div>
      </div>
    </>
  )
}

const presentColumns: Column<Minutes['present'][number]>[] = [
  { header: 'Name', cell: ({ name }) => name },
  { header: 'Agency', cell: ({ agencyName }) => agencyName },
]

function Item({ item }: { item: MinutedItem }) {
  return (
    <section className="app-minuted">
      <h2 className="govuk-heading-l">
        <span className="govuk-caption-l">{item.caseReference}</span>
        {item.name}
      </h2>
      <p className="govuk-body">
        <Light light={item.light} /> <ItemStateTag state={item.state} />
      </p>
      {item.deferredFor && <p className="govuk-body">Deferred: {item.deferredFor}</p>}
      {item.herVoice.length > 0 && <h3 className="govuk-heading-m">Her voice</h3>}
      {item.herVoice.map((voice, index) => (
        <HerWords key={index} {...voice} />
      ))}
      {item.contributions.length > 0 && <h3 className="govuk-heading-m">What each agency knows</h3>}
      {item.contributions.map(({ agencyName, kind, words }, index) => (
        <div key={index} className="app-contribution">
          <h4 className="govuk-heading-s">
            {agencyName}
            {kind === 'facts' && ': facts'}
            {kind === 'opinion' && ': its opinion'}
          </h4>
          <p className="govuk-body app-as-typed">{words}</p>
        </div>
      ))}
      {parts
        .filter((part) => item.record[part])
        .map((part) => (
          <div key={part}>
            <h3 className="govuk-heading-m">{partWords[part].label}</h3>
            <p className="govuk-body app-as-typed">{item.record[part]}</p>
          </div>
        ))}
      {item.actions.length > 0 && (
        <Table
          caption={`Actions, ${item.caseReference}`}
          captionSize="m"
          columns={actionColumns}
          rows={item.actions}
          rowKey={({ reference }) => reference}
          rowHeaders
          stack
        />
      )}
    </section>
  )
}

const actionColumns: Column<MinutedItem['actions'][number]>[] = [
  { header: 'Action', cell: ({ what }) => what },
  { header: 'Agency', cell: ({ ownerAgencyName }) => ownerAgencyName },
  { header: 'By', cell: ({ dueOn }) => dateWords(dueOn), nowrap: true },
  { header: 'Priority', cell: ({ priority }) => (priority === 'urgent' ? 'Urgent' : 'As usual') },
  { header: 'Reference', cell: ({ reference }) => reference, nowrap: true },
]
