import { listAgreements, signAgreement } from '@alongside/shared/partnerships/addresses'
import type { AgreementVersion } from '@alongside/shared/partnerships/contract'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCan, useSession, useSessionActions } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { TextInput } from '../ui/text-input.tsx'

/** PAR-1: what was agreed, by whom, in which words. */
export default function AgreementsPage() {
  const agreements = useRead(listAgreements, {})
  const connects = useCan('systems:manage')
  return (
    <Page title="Agreements" heading="Agreements">
      <Awaited read={agreements} label="Loading the agreements">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No agreement is in force yet">The coordinator publishes them.</EmptyState>
          ) : (
            items.map((agreement) => <Agreement key={agreement.id} agreement={agreement} />)
          )
        }
      </Awaited>
      {connects && (
        <p className="govuk-body">
          Under these agreements your agency’s own case system can be connected, too:{' '}
          <Link {...paths.systems} className="govuk-link">
            Other systems
          </Link>
        </p>
      )}
    </Page>
  )
}

function Agreement({ agreement }: { agreement: AgreementVersion }) {
  const { acting } = useSession()
  const perMeeting = agreement.kind === 'meeting_confidentiality'
  const section = useRef<HTMLElement>(null)
  // The browser looked for the address's fragment before the agreements were here.
  useEffect(() => {
    if (window.location.hash === `#${agreement.id}`) section.current?.scrollIntoView()
  }, [agreement.id])
  return (
    <section
      ref={section}
      className="app-section app-agreement"
      id={agreement.id}
      aria-labelledby={`${agreement.id}-heading`}
    >
      <h2 className="govuk-heading-m" id={`${agreement.id}-heading`}>
        {agreement.title}
      </h2>
      <p className="govuk-body">
        {!perMeeting &&
          (agreement.signedByMine ? (
            <Tag colour="green">Signed by {acting?.agencyName}</Tag>
          ) : (
            <Tag colour="orange">Not signed by {acting?.agencyName} yet</Tag>
          ))}{' '}
        Version {agreement.version}, in force from {dateWords(agreement.effectiveFrom)}, looked at again{' '}
        {dateWords(agreement.reviewOn)}.
      </p>
      <Details summary="Read it" open={!agreement.signedByMine && !perMeeting}>
        <div className="app-as-typed">{agreement.text}</div>
      </Details>
      {perMeeting ? (
        <InsetText>Each person signs this one at each meeting, on the meeting’s page.</InsetText>
      ) : (
        <Signatures agreement={agreement} />
      )}
      {!perMeeting && !agreement.signedByMine && <Sign agreement={agreement} />}
    </section>
  )
}

type Signature = AgreementVersion['signatures'][number]

function Signatures({ agreement }: { agreement: AgreementVersion }) {
  if (agreement.signatures.length === 0) return <p className="govuk-body">No agency has signed yet.</p>
  return (
    <Details summary={`Who has signed (${agreement.signatures.length})`}>
      <Table
        caption={`Who has signed: ${agreement.title}`}
        hiddenCaption
        columns={signatureColumns}
        rows={agreement.signatures}
        rowKey={({ agencyId }) => agencyId}
        rowHeaders
        stack
      />
    </Details>
  )
}

const signatureColumns: Column<Signature>[] = [
  { header: 'Agency', cell: ({ agencyName }) => agencyName },
  { header: 'Signed by', cell: ({ name, title }) => (title ? `${name}, ${title}` : name) },
  { header: 'When', cell: ({ signedAt }) => <Moment at={signedAt} /> },
]

function Sign({ agreement }: { agreement: AgreementVersion }) {
  const session = useSession()
  const { renew } = useSessionActions()
  const maySign = useCan('agreements:sign')
  const form = useForm(signAgreement, {
    start: { name: session.name, title: '' },
    needed: { name: 'Give your name', title: 'Give your post: what you sign as' },
    said: (body) => ({ params: { agreementVersionId: agreement.id }, body }),
    // The session says whether case data is open; it opens right after the last signature.
    onSuccess: () => void renew(),
    under: `/${agreement.id}`,
  })
  if (!maySign)
    return (
      <InsetText>
        Your agency’s lead member signs for {session.acting?.agencyName}. You can read it here.
      </InsetText>
    )
  return (
    <Form form={form}>
      <TextInput {...form.field('name')} label="Your name" width={20} autoComplete="name" />
      <TextInput
        {...form.field('title')}
        label="Your post"
        hint={`What you sign as, such as “Head of Housing Options”.`}
        width={20}
        autoComplete="organization-title"
      />
      <Button busy={form.busy}>Sign for {session.acting?.agencyName}</Button>
    </Form>
  )
}
