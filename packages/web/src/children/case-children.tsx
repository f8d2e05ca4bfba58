import type { Case } from '@alongside/shared/cases/contract'
import { tellSameChild } from '@alongside/shared/children/addresses'
import { mayBeSameChild } from '@alongside/shared/children/rules'
import type { Child } from '@alongside/shared/children/schema'
import { childAgeInWords, childName } from '@alongside/shared/children/words'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { Link } from '@tanstack/react-router'
import { filesOf } from '../cases/files.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { ChangeChild } from './change-child.tsx'
import { rowsOfChild } from './child-rows.tsx'
import { EarlierOfChild } from './earlier.tsx'
import { PlacesOfChild } from './places.tsx'

/** CHD-1: the children of her case, and those of her other files beside them. */
export default function CaseChildren({ file }: { file: Case }) {
  const day = today(useCalendar())
  const records = useCan('cases:record') && whyNotRecordOn(file.myBases) === null
  const files = filesOf(file)
  const children = files.flatMap((one) => one.children)
  return (
    <>
      {children.length === 0 && (
        <EmptyState title="No child is recorded">
          Record a child of hers, or any other child of whom the case says something.
        </EmptyState>
      )}
      {records && (
        <p className="govuk-body">
          <Link {...paths.caseSection(file.id, 'record-child')} className="govuk-link">
            Record a child
          </Link>
        </p>
      )}
      {files.map(({ id, reference, children: ofFile }) => (
        <div key={id}>
          {files.length > 1 && ofFile.length > 0 && <h2 className="govuk-heading-m">By file {reference}</h2>}
          {ofFile.map((child) => (
            <OneChild key={child.id} child={child} others={children} day={day} records={records} />
          ))}
        </div>
      ))}
    </>
  )
}

interface OneProps {
  child: Child
  others: readonly Child[]
  day: string
  records: boolean
}

function OneChild({ child, others, day, records }: OneProps) {
  const name = childName(child)
  const same = others.filter(({ id }) => child.compared.some(({ otherId, same }) => same && otherId === id))
  const alike = others.filter(
    (other) =>
      other.caseId !== child.caseId &&
      child.id < other.id &&
      child.compared.every(({ otherId }) => otherId !== other.id) &&
      mayBeSameChild(child, other, day),
  )
  return (
    <section className="app-section" id={`child-${child.id}`}>
      <SummaryList
        card={{ title: name }}
        rows={[
          ...rowsOfChild(child, day),
          ...(child.notified
            ? [{ key: 'Safeguarding', value: 'Children’s social care was told, or is to be' }]
            : []),
          ...(same.length > 0
            ? [{ key: 'The same child', value: `${same.map(childName).join(', ')}, on her other file` }]
            : []),
          { key: 'Written down', value: <Written child={child} /> },
        ]}
      />
      {records && alike.map((other) => <MayBeSame key={other.id} child={child} other={other} day={day} />)}
      <PlacesOfChild child={child} records={records} />
      {records && <ChangeChild child={child} day={day} />}
      {child.version > 1 && <EarlierOfChild child={child} day={day} />}
    </section>
  )
}

const Written = ({
  child: { agencyName, recordedAt, recordedBy, changedAt, changedBy },
}: {
  child: Child
}) => (
  <>
    <Moment at={recordedAt} /> by {recordedBy}, {agencyName}
    {changedAt && (
      <>
        ; changed <Moment at={changedAt} /> by {changedBy}
      </>
    )}
  </>
)

/** REF-10: two files of one person may tell of one child twice. */
function MayBeSame({ child, other, day }: { child: Child; other: Child; day: string }) {
  const told = (one: Child) => `${childName(one)} (${childAgeInWords(one, day)})`
  return (
    <InsetText>
      <p className="govuk-body">
        {told(child)} may be {told(other)}, of whom her other file tells. Are they one child?
      </p>
      <ButtonGroup>
        <Tell child={child} other={other} same />
        <Tell child={child} other={other} same={false} />
      </ButtonGroup>
    </InsetText>
  )
}

function Tell({ child, other, same }: { child: Child; other: Child; same: boolean }) {
  const form = useForm(tellSameChild, {
    start: {},
    said: () => ({ params: { childId: child.id }, body: { otherId: other.id, same } }),
  })
  return (
    <Form form={form}>
      <Button variant="secondary" busy={form.busy}>
        {same ? 'Yes, one child' : 'No, two children'}
      </Button>
    </Form>
  )
}
