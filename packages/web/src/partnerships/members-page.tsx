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
import { useCan, useSession } from '../session/session.tsx'
import { dateWords } from '../time/words.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Badge } from '../ui/badge.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { AddAgency } from './add-agency.tsx'
import { AddMember } from './add-member.tsx'
import { membersByAgency } from './members-by-agency.ts'

export default function MembersPage() {
  const members = useRead(listMembers, {})
  const manages = useCan('members:manage')
  const imports = useCan('imports:manage')
  return (
    <Page title="Members" heading="Members">
      {manages && (
        <>
          <AddMember />
          <AddAgency />
        </>
      )}
      {imports && (
        <p className="govuk-body">
          <Link {...paths.imports} className="govuk-link">
            Import spreadsheets
          </Link>{' '}
          of agencies, people, past referrals or open actions
        </p>
      )}
      <Awaited read={members} label="Loading the members" lines={12}>
        {({ items }) => <ByAgency members={items} />}
      </Awaited>
    </Page>
  )
}

function ByAgency({ members }: { members: readonly Member[] }) {
  const manages = useCan('members:manage')
  const [ending, setEnding] = useState<Member | null>(null)
  const columns: Column<Member>[] = manages ? [...memberColumns, endColumn(setEnding)] : memberColumns
  return (
    <>
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
    cell: ({ role, safeguardingLead, invited, endedAt }) => (
      <span>
        {roleWords[role]} {safeguardingLead && <Badge colour="purple">Safeguarding lead</Badge>}{' '}
        {invited && !endedAt && <Badge colour="grey">Invited</Badge>}{' '}
        {endedAt && <Badge colour="grey">Ended</Badge>}
      </span>
    ),
  },
  { header: 'E-mail', cell: emailOf },
  {
    header: 'Since',
    cell: ({ startedAt, endedAt }) =>
      endedAt
        ? `${dateWords(startedAt.slice(0, 10))} to ${dateWords(endedAt.slice(0, 10))}`
        : dateWords(startedAt.slice(0, 10)),
    nowrap: true,
  },
]

const endColumn = (onEnd: (member: Member) => void): Column<Member> => ({
  header: 'Change',
  hiddenHeader: true,
  cell: (member) => <EndButton member={member} onEnd={onEnd} />,
})

function EndButton({ member, onEnd }: { member: Member; onEnd: (member: Member) => void }) {
  const { acting } = useSession()
  if (member.endedAt) return null
  if (member.id === acting?.membershipId) return 'Your own place: another coordinator ends it'
  return (
    <button type="button" className="app-link-button" onClick={() => onEnd(member)}>
      End this place<span className="govuk-visually-hidden">: {member.name}</span>
    </button>
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
      <Form form={form} id="end-place">
        <TextInput
          {...form.field('reason')}
          label="Why?"
          hint="Such as “Left the agency”"
          autoComplete="off"
        />
      </Form>
    </AskFirst>
  )
}
