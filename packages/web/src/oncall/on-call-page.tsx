import { readOnCall } from '@alongside/shared/oncall/addresses'
import type { OnCallEntry, OnCallList } from '@alongside/shared/oncall/contract'
import { gapsAhead } from '@alongside/shared/oncall/rules'
import { daysWords, hoursWords } from '@alongside/shared/oncall/words'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan, useSession } from '../session/session.tsx'
import { useNow } from '../time/now.ts'
import { Badge } from '../ui/badge.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Telephone } from '../ui/telephone.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { Checked, KeepList } from './keep-list.tsx'
import { gapWords } from './words.ts'

/** MTG-5: whom to ring, agency by agency; one's own first, where one keeps its list. */
export default function OnCallPage() {
  const lists = useRead(readOnCall, {})
  const keeps = useCan('on_call:keep')
  return (
    <Page title="On call" heading="Who answers in an emergency">
      <p className="govuk-body">
        Somebody in danger now? Call 999. Nobody waits for a meeting, nor for an answer from this list.
      </p>
      <p className="govuk-body">
        A child at risk, or an adult with care and support needs?{' '}
        <Link {...paths.frontDoors} className="govuk-link">
          Whom we tell
        </Link>
      </p>
      {keeps && (
        <p className="govuk-body">
          <Link {...paths.downtimeKit} className="govuk-link">
            Papers for when Alongside is down
          </Link>
          : keep the newest where you can reach it without this page.
        </p>
      )}
      <Awaited read={lists} label="Loading who is on call" lines={8}>
        {({ items }) => <Lists lists={items} />}
      </Awaited>
    </Page>
  )
}

function Lists({ lists }: { lists: readonly OnCallList[] }) {
  const keeps = useCan('on_call:keep')
  const own = useSession().acting?.agencyId
  const [mine, others] = [
    lists.find(({ agencyId }) => agencyId === own),
    lists.filter((list) => list.agencyId !== own),
  ]
  return (
    <>
      {mine && (
        <section className="app-section">
          <Agency list={mine} />
          {keeps && <KeepList key={mine.version} list={mine} />}
        </section>
      )}
      {others.map((list) => (
        <section key={list.agencyId} className="app-section">
          <Agency list={list} />
        </section>
      ))}
    </>
  )
}

function Agency({ list }: { list: OnCallList }) {
  const { agencyName, entries } = list
  if (entries.length === 0)
    return (
      <>
        <h2 className="govuk-heading-m">{agencyName}</h2>
        <p className="govuk-body">Nobody is written down.</p>
      </>
    )
  return (
    <>
      <Table
        caption={agencyName}
        captionSize="m"
        columns={columns}
        rows={entries}
        rowKey={({ id }) => id}
        rowHeaders
        stack
      />
      <Gaps list={list} />
      <Checked list={list} />
    </>
  )
}

/** Hours of the coming week that nobody has, in words; who has left answers no more. */
function Gaps({ list: { entries } }: { list: OnCallList }) {
  const gaps = gapsAhead(
    useCalendar(),
    entries.filter(({ membershipId, accountId }) => !membershipId || accountId),
    useNow().toString(),
  )
  if (gaps.length === 0) return null
  return <WarningText>Nobody answers {gaps.map(gapWords).join('; ')}.</WarningText>
}

const columns: Column<OnCallEntry>[] = [
  {
    header: 'Who',
    cell: ({ name, answersNow, membershipId, accountId }) => (
      <span>
        {name} {answersNow && <Badge colour="green">Answers now</Badge>}
        {membershipId && !accountId && <Badge colour="red">Has left</Badge>}
      </span>
    ),
  },
  { header: 'Telephone', cell: ({ telephone }) => <Telephone number={telephone} />, nowrap: true },
  { header: 'Days', cell: ({ days }) => daysWords(days) },
  {
    header: 'Hours',
    cell: hoursWords,
    nowrap: true,
  },
]
