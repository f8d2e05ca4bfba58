import { groundInWords, toldAge } from '@alongside/shared/age/words'
import type { Case, CaseFile } from '@alongside/shared/cases/contract'
import { whyNotJoin } from '@alongside/shared/cases/joining'
import { joinFiles } from '@alongside/shared/cases/joining-addresses'
import { listLimits } from '@alongside/shared/limits/addresses'
import type { ReactNode } from 'react'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Ways } from '../reach/ways.tsx'
import { reasonOf } from '../sending/reason.ts'
import { Moment } from '../time/moment.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Light } from '../ui/light.tsx'
import { Radios } from '../ui/radios.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { afterJoining } from './after-joining.ts'
import { type Sees, sightOf } from './files.ts'

export interface Joined {
  /** The file that goes on. */
  caseId: string
  goesOn: string
  joined: string
  follows: readonly string[]
}

/** Two files side by side: who she is in each, who sees which, which of them goes on, and why they are one person's. */
export function JoinPair({
  file,
  other,
  onJoined,
}: {
  file: Case
  other: Case
  /** Told once they are joined: of the file that goes on, and of what followed. */
  onJoined: (joined: Joined) => void
}) {
  const limits = [
    useRead(listLimits, { params: { caseId: file.id } }),
    useRead(listLimits, { params: { caseId: other.id } }),
  ]
  const follows = afterJoining(
    file,
    other,
    limits.flatMap(({ data }) => data?.items ?? []),
  )
  const inOrder = (goesOn: string) =>
    goesOn === file.id ? ([file, other] as const) : ([other, file] as const)
  const { field, values, ...form } = useForm(joinFiles, {
    ...useKeptTyping(`join ${file.id} ${other.id}`, 'Why two files are of one person, not sent yet', {
      goesOn: file.id,
      reason: '',
    }),
    needed: { reason: 'Say why they are of one person' },
    said: ({ goesOn, reason }) => {
      const [on, joined] = inOrder(goesOn)
      return { params: { caseId: on.id }, body: { joinedCaseId: joined.id, reason } }
    },
    onSuccess: ({ caseId }) => {
      const [goesOn, joined] = inOrder(caseId)
      onJoined({ caseId, goesOn: goesOn.reference, joined: joined.reference, follows })
    },
    asksFirst: true,
  })
  const [on, joined] = inOrder(values.goesOn)
  const refused = whyNotJoin(on, joined)
  return (
    <Form
      form={form}
      intro={
        <>
          <Identities one={file} other={other} />
          <Radios
            {...field('goesOn')}
            label="Which file goes on?"
            hint="What is new is written there, and it stands on the agenda."
            options={[file, other].map(({ id, reference, identity }) => ({
              value: id,
              label: `${reference}, ${identity.name || 'name not given'}`,
            }))}
          />
          <Table
            caption="Who sees what"
            captionSize="m"
            columns={sightColumns}
            rows={sightOf(on, joined)}
            rowKey={({ agencyName }) => agencyName}
            rowHeaders
            stack
          />
          {follows.map((sentence) => (
            <WarningText key={sentence}>{sentence}</WarningText>
          ))}
          <InsetText>
            {follows.length > 0 ? 'Nothing else of this changes.' : 'Joining does not change this.'} An agency
            that sees one file learns nothing of the other.
          </InsetText>
        </>
      }
    >
      <Textarea
        {...field('reason')}
        label="Why are they of one person?"
        hint="It stands in the history of both files, for those who may see both."
        rows={3}
      />
      <Button busy={form.busy || limits.some(({ isPending }) => isPending)} reason={reasonOf(refused)}>
        Join the two files
      </Button>
      <AskFirst {...form.question} title={`Join ${joined.reference} to ${on.reference}?`} yes="Join them">
        {follows.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {follows.length === 0 && <p>No agency gains or loses sight of either file.</p>}
        <p>
          {on.reference} goes on. They can be parted again
          {follows.length > 0 &&
            '; what ended by her no or by what she took back does not begin again by itself'}
          .
        </p>
      </AskFirst>
    </Form>
  )
}

const sightColumns: Column<{ agencyName: string; sees: Sees }>[] = [
  { header: 'Agency', cell: ({ agencyName }) => agencyName },
  { header: 'Sees now, and after', cell: ({ sees }) => sees.charAt(0).toUpperCase() + sees.slice(1) },
]

function Identities({ one, other }: { one: CaseFile; other: CaseFile }) {
  const columns: Column<Row>[] = [
    { header: 'Question', cell: ({ question }) => question },
    { header: one.reference, cell: ({ of }) => of(one) ?? 'Not known' },
    { header: other.reference, cell: ({ of }) => of(other) ?? 'Not known' },
  ]
  return (
    <Table
      caption="Side by side"
      captionSize="m"
      columns={columns}
      rows={rows}
      rowKey={({ question }) => question}
      rowHeaders
      stack
    />
  )
}

interface Row {
  question: string
  of: (file: CaseFile) => ReactNode
}

const rows: Row[] = [
  { question: 'Name', of: ({ identity }) => identity.name },
  { question: 'Other names', of: ({ identity }) => identity.aliases.join(', ') || 'None' },
  {
    question: 'Age',
    of: ({ identity: { age } }) => age && [toldAge(age), groundInWords(age)].filter(Boolean).join('; '),
  },
  { question: 'Language', of: ({ identity }) => identity.language },
  { question: 'How to reach her', of: ({ ways }) => ways.length > 0 && <Ways ways={ways} /> },
  { question: 'Light', of: ({ light }) => <Light light={light} /> },
  { question: 'Referrals', of: ({ referrals }) => referrals.map(({ agencyName }) => agencyName).join(', ') },
  { question: 'Case opened', of: ({ openedAt }) => <Moment at={openedAt} /> },
]
