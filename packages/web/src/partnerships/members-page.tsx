import { readWorkOfPlace } from '@alongside/shared/leaving/addresses'
import { countedWork } from '@alongside/shared/leaving/words'
import { prose } from '@alongside/shared/limits'
import { endMembership, listMembers } from '@alongside/shared/partnerships/addresses'
import type { Member } from '@alongside/shared/partnerships/contract'
import { roleWords } from '@alongside/shared/partnerships/words'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { Day } from '../time/moment.tsx'
import { useNow } from '../time/now.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Badge } from '../ui/badge.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { AddAgency } from './add-agency.tsx'
import { AddMember } from './add-member.tsx'
import { membersByAgency } from './members-by-agency.ts'
import { OfferedPlaces } from './offered-places.tsx'
import { useWhyNotEnd } from './who-may.ts'

export default function MembersPage() {
  const members = useRead(listMembers, {})
  const manages = useCan('members:manage')
  const imports = useCan('imports:manage')
  const now = useNow()
  return (
    <Page title="Members" heading="Members">
      {manages && <AddAgency />}
      {imports && (
        <p className="govuk-body">
          <Link {...paths.imports} className="govuk-link">
            Import spreadsheets
          </Link>{' '}
          of agencies, people, past referrals or open actions
        </p>
      )}
      <p className="govuk-body">
        <Link {...paths.frontDoors} className="govuk-link">
          Whom we tell of somebody at risk
        </Link>
        {' · '}
        <Link {...paths.legalFacts} className="govuk-link">
          What the law makes of each agency
        </Link>
      </p>
      <Awaited read={members} label="Loading the members" lines={12}>
        {({ items, offered }) => (
          <>
            <AddMember members={items} />
            <OfferedPlaces offered={offered} now={now} />
            <ByAgency members={items} />
          </>
        )}
      </Awaited>
    </Page>
  )
}

function ByAgency({ members }: { members: readonly Member[] }) {
  const places = useCan('members:place')
  const [ending, setEnding] = useState<Member | null>(null)
  const { agencies } = usePartnership()
  const columns: Column<Member>[] = places ? [...memberColumns, endColumn(setEnding)] : memberColumns
  const nobody = agencies.filter(({ id }) => !members.some((m) => m.agencyId === id && !m.endedAt))
  return (
    <>
      {nobody.length > 0 && (
        <p className="govuk-body">
          Nobody has a place yet at {nobody.map(({ name }) => name).join(', ')}. The coordinator names the
          first lead member, who names the others.
        </p>
      )}
      {membersByAgency(members).map(({ agencyId, agencyName, members: these }) => (
        <Table
          key={agencyId}
          caption={agencyName}
          captionSize="m"
          columns={columns}
          rows={these}
          rowKey={({ id }) => id}
          rowHeaders
          stack
        />
      ))}
      {ending && <EndPlace key={ending.id} member={ending} onClose={() => setEnding(null)} />}
    </>
  )
}

const emailOf = ({ email }: Member) => (
  <a href={`mailto:${email}`} className="govuk-link app-email">
    {email}
  </a>
)

const memberColumns: Column<Member>[] = [
  {
    header: 'Name',
    cell: ({ name, jobTitle }) => (
      <span>
        {name}
        {jobTitle && <span className="app-quiet"> {jobTitle}</span>}
      </span>
    ),
  },
  {
    header: 'Place',
    cell: ({ role, safeguardingLead, endedAt, endedFor, endedByName }) => (
      <span>
        {roleWords[role]} {safeguardingLead && <Badge colour="purple">Safeguarding lead</Badge>}{' '}
        {endedAt && <Badge colour="grey">Ended</Badge>}{' '}
        {endedFor && <span className="app-quiet">{`“${endedFor}”, ${endedByName ?? 'unknown'}`}</span>}
      </span>
    ),
  },
  { header: 'E-mail', cell: emailOf },
  {
    header: 'Since',
    cell: ({ startedAt, endedAt }) => (
      <>
        <Day at={startedAt} />
        {endedAt && (
          <>
            {' '}
            to <Day at={endedAt} />
          </>
        )}
      </>
    ),
    nowrap: true,
  },
]

const endColumn = (onEnd: (member: Member) => void): Column<Member> => ({
  header: 'Change',
  hiddenHeader: true,
  cell: (member) => <EndButton member={member} onEnd={onEnd} />,
})

function EndButton({ member, onEnd }: { member: Member; onEnd: (member: Member) => void }) {
  const whyNotEnd = useWhyNotEnd()
  if (member.endedAt) return null
  const refusal = whyNotEnd(member)
  if (refusal === 'membership.own') return 'Your own place: a colleague ends it'
  if (refusal) return null
  return (
    <button type="button" className="app-link-button" onClick={() => onEnd(member)}>
      End this place<span className="govuk-visually-hidden">: {member.name}</span>
    </button>
  )
}

/** ACC-10: how much would have no owner, and with whom it would wait. */
function WorkOfPlace({ member }: { member: Member }) {
  const work = useRead(readWorkOfPlace, { params: { memberId: member.id } }, { staleTime: 0 })
  return (
    <Awaited read={work} label="Looking for what is still to be done">
      {({ things, kinds, goesTo }) =>
        things === 0 ? (
          <p>Nothing that is still to be done is in {member.name}’s name.</p>
        ) : (
          <>
            <p>
              {things === 1 ? 'One thing' : `${things} things`} in {member.name}’s name will need an owner
              {kinds.length > 0 && `: ${countedWork(kinds)}`}.
            </p>
            <p>
              {goesTo.length > 0
                ? `${things === 1 ? 'It goes' : 'They go'} to ${goesTo.join(', ')}, to hand on.`
                : 'Nobody else leads the agency: the coordinator is told that it waits.'}
            </p>
          </>
        )
      }
    </Awaited>
  )
}

function EndPlace({ member, onClose }: { member: Member; onClose: () => void }) {
  const form = useForm(endMembership, {
    start: { reason: '' },
    needed: { reason: 'Say why' },
    said: (body) => ({ params: { memberId: member.id }, body }),
    onSuccess: onClose,
  })
  return (
    <AskFirst
      open
      onClose={onClose}
      title={`End the place of ${member.name}?`}
      yes="End it now"
      variant="warning"
      busy={form.busy}
      form="end-place"
    >
      <p>
        {roleWords[member.role]} for {member.agencyName}. Sessions end with it, at once. What was done stays
        on record.
      </p>
      <WorkOfPlace member={member} />
      <Form form={form} id="end-place">
        <TextInput
          {...form.field('reason')}
          {...prose}
          limit={500}
          label="Why?"
          hint="Such as “Left the agency”"
          autoComplete="off"
        />
      </Form>
    </AskFirst>
  )
}
