import { compareReferrals } from '@alongside/shared/referrals/addresses'
import type { ComparedAnswer, Comparison } from '@alongside/shared/referrals/schema'
import { askedWith, formSections } from '@alongside/shared/referrals/sections'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { dayWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { differenceWords, useComparedWords } from './compared-words.tsx'

/** REF-10: earlier answers beside the present ones; what changed stands first, what did not is folded away. */
export default function ComparisonPage() {
  const { referralId = '' } = useParams({ strict: false })
  const { with: earlierId } = useSearch({ from: '/signed-in/referrals/$referralId/comparison' })
  const read = useRead(compareReferrals, { params: { referralId }, query: { with: earlierId } })
  return (
    <AwaitedPage title="Compared with an earlier referral" read={read} label="Comparing the two" lines={12}>
      {(comparison) => (
        <>
          <BackLink>
            <Link {...paths.referral(referralId)}>Referral {comparison.now.reference}</Link>
          </BackLink>
          <Compared comparison={comparison} />
        </>
      )}
    </AwaitedPage>
  )
}

function Compared({ comparison: { now, earlier, answers } }: { comparison: Comparison }) {
  const calendar = useCalendar()
  const of = ({ submittedAt }: Comparison['now']) =>
    submittedAt ? dayWords(calendar, submittedAt) : 'not yet sent'
  if (!earlier)
    return (
      <Page title="Compared with an earlier referral" heading="Compared with an earlier referral">
        <EmptyState title="No earlier referral of hers that you may see was discussed">
          Once she has been discussed, a new referral is shown beside the one before.
        </EmptyState>
      </Page>
    )
  const headers = { earlier: `Then, ${of(earlier)}`, now: `Now, ${of(now)}` }
  const changed = answers.filter(({ difference }) => difference !== 'same')
  const same = answers.filter(({ difference }) => difference === 'same')
  return (
    <Page
      title="Compared with an earlier referral"
      heading={`Compared with the referral of ${of(earlier)}`}
      caption={now.reference}
    >
      <Table
        caption="The two referrals"
        hiddenCaption
        columns={headColumns(headers, [earlier, now])}
        rows={heads}
        rowKey={({ head }) => head}
        rowHeaders
        stack
      />
      <p className="govuk-body">
        {changed.length === 0
          ? 'No answer is different.'
          : `${changed.length} of ${answers.length} answers are different.`}
      </p>
      <Sections answers={changed} headers={headers} />
      {same.length > 0 && (
        <Details summary={`${same.length} answers are the same`}>
          <Sections answers={same} headers={headers} />
        </Details>
      )}
      <Button type="button" variant="secondary" onClick={() => window.print()}>
        Print
      </Button>
    </Page>
  )
}

interface Headers {
  earlier: string
  now: string
}
interface Head {
  head: string
  of: (referral: Comparison['now']) => ReactNode
}

const heads: Head[] = [
  { head: 'Light', of: ({ light }) => <Light light={light} /> },
  {
    head: 'Referral',
    of: ({ id, reference }) => (
      <Link {...paths.referral(id)} className="govuk-link">
        {reference}
      </Link>
    ),
  },
  { head: 'From', of: ({ agencyName }) => agencyName },
]

const headColumns = (
  headers: Headers,
  [earlier, now]: [Comparison['now'], Comparison['now']],
): Column<Head>[] => [
  { header: 'What', cell: ({ head }) => head },
  { header: headers.earlier, cell: ({ of }) => of(earlier) },
  { header: headers.now, cell: ({ of }) => of(now) },
]

type SectionsProps = { answers: ComparedAnswer[]; headers: Headers }

/** A table for each section of the form that has such answers. What raised the light belongs to the indicators. */
function Sections({ answers, headers }: SectionsProps) {
  const words = useComparedWords()
  const columns: Column<ComparedAnswer>[] = [
    { header: 'Question', cell: (answer) => words.question(answer) },
    { header: headers.earlier, cell: (asked) => words.answer(asked.earlier, asked) },
    { header: headers.now, cell: (asked) => words.answer(asked.now, asked) },
    { header: 'Difference', cell: ({ difference }) => differenceWords(difference), nowrap: true },
  ]
  return formSections.map(({ key, title }) => {
    const rows = answers.filter(({ section }) => (askedWith[section] ?? section) === key)
    return (
      rows.length > 0 && (
        <Table
          key={key}
          caption={title}
          captionSize="m"
          columns={columns}
          rows={rows}
          rowKey={({ section, question }) => `${section}/${question}`}
          rowHeaders
          stack
        />
      )
    )
  })
}
