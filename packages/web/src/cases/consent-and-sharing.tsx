import type { Case, CaseFile } from '@alongside/shared/cases/contract'
import { withdrawConsent } from '@alongside/shared/consent/addresses'
import { isInForce, whyNotWithdrawConsent } from '@alongside/shared/consent/rules'
import { grounds } from '@alongside/shared/consent/values'
import { howWords, tellingWords, throughWords, whyWords } from '@alongside/shared/consent/words'
import { whyNotRecordSay, whyNotShare } from '@alongside/shared/limits/rules'
import { problems } from '@alongside/shared/problems'
import { Link } from '@tanstack/react-router'
import { basisWords } from '../audit/words.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { PastHerLimits } from '../limits/overrides.tsx'
import { HerLimits } from '../limits/standing-limits.tsx'
import { paths } from '../paths.ts'
import { useAgencyName, useCalendar, usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { Moment, Until } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { Details } from '../ui/details.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { agenciesThatLose } from './agencies-that-lose.ts'
import { NoBasis } from './no-basis.tsx'

type Grant = Case['grants'][number]
type Consent = Case['consents'][number]
type WithoutConsent = Case['withoutConsents'][number]

export function ConsentAndSharing({ file }: { file: Case }) {
  const mayRecord = useCan('consents:record')
  const refused = whyNotShare(file)
  return (
    <>
      {!file.basisInForce && <NoBasis caseId={file.id} here />}
      <HerLimits file={file} />
      <PastHerLimits caseId={file.id} />
      {refused && <InsetText>{problems[refused].fix}</InsetText>}
      {mayRecord && !refused && (
        <ButtonGroup>
          <ButtonLink>
            <Link {...paths.caseSection(file.id, 'record-consent')}>Record consent</Link>
          </ButtonLink>
          <ButtonLink variant="secondary">
            <Link {...paths.caseSection(file.id, 'without-consent')}>Record sharing without consent</Link>
          </ButtonLink>
        </ButtonGroup>
      )}
      <SharingOf file={file} caption="Who may see this case" />
      {file.joinedFiles.map(({ joinId, file: joined }) => (
        <section key={joinId} className="app-section" aria-labelledby={joinId}>
          <h2 className="govuk-heading-m" id={joinId}>
            Her file {joined.reference}
          </h2>
          <SharingOf file={joined} caption={`Who may see file ${joined.reference}`} />
        </section>
      ))}
    </>
  )
}

/** Agencies, purposes and consents are each file's own, joined or not (ACC-3). */
function SharingOf({ file, caption }: { file: CaseFile; caption: string }) {
  const inForce = file.grants.filter((grant) => grant.inForce)
  const ended = file.grants.filter((grant) => !grant.inForce)
  return (
    <>
      <Grants caption={caption} grants={inForce} />
      {ended.length > 0 && (
        <Details summary="Who could see it before">
          <Grants caption="Sharing that has ended" grants={ended} />
        </Details>
      )}
      <h2 className="govuk-heading-m">Consent</h2>
      {file.consents.length === 0 && (
        <InsetText>No consent is recorded. She can be asked when it is safe.</InsetText>
      )}
      {file.consents.map((consent) => (
        <ConsentCard key={consent.id} consent={consent} file={file} />
      ))}
      {file.withoutConsents.length > 0 && <h2 className="govuk-heading-m">Sharing without consent</h2>}
      {file.withoutConsents.map((record) => (
        <WithoutConsentCard key={record.id} without={record} />
      ))}
    </>
  )
}

function Grants({ caption, grants }: { caption: string; grants: Grant[] }) {
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={grantColumns}
      rows={grants}
      rowKey={({ id }) => id}
      rowHeaders
      stack
    />
  )
}

const grantColumns: Column<Grant>[] = [
  {
    header: 'Agency',
    cell: ({ agencyName, accountName }) => (accountName ? `${accountName} alone, ${agencyName}` : agencyName),
  },
  { header: 'Why', cell: ({ basis }) => basisWords[basis] },
  { header: 'From', cell: ({ from }) => <Moment at={from} /> },
  { header: 'Until', cell: ({ until }) => (until ? <Until at={until} /> : 'Until it is ended') },
]

function ConsentCard({ consent, file }: { consent: Consent; file: CaseFile }) {
  const nameOf = useAgencyName()
  const mayRecord = useCan('limits:record') && whyNotRecordSay(file.myBases) === null
  const { record } = consent
  const refused = whyNotWithdrawConsent(consent, today(useCalendar()))
  return (
    <div className="app-section">
      <SummaryList
        card={{ title: `Given ${dateWords(consent.givenOn)}`, headingLevel: 3 }}
        rows={[
          { key: 'State', value: <ConsentState consent={consent} /> },
          { key: 'She agrees to', value: names(record.agreedAgencies, nameOf) },
          { key: 'She does not agree to', value: names(record.refusedAgencies, nameOf) },
          { key: 'What is shared', value: <AsTyped>{record.shared}</AsTyped> },
          { key: 'What was explained', value: <AsTyped>{record.explained}</AsTyped> },
          ...(record.limits
            ? [{ key: 'Not to be used for', value: <AsTyped>{record.limits}</AsTyped> }]
            : []),
          {
            key: 'How',
            value: `${howWords[record.how ?? 'spoken']}. Who helped her to understand: ${throughWords[record.through ?? 'nobody_else'].toLowerCase()}`,
          },
          { key: 'Taken by', value: record.takenBy },
          {
            key: 'Recorded',
            value: (
              <>
                <Moment at={consent.recordedAt} /> by {consent.recordedBy}
              </>
            ),
          },
        ]}
      />
      {mayRecord && refused === null && <Withdraw consent={consent} file={file} />}
    </div>
  )
}

function ConsentState({ consent }: { consent: Consent }) {
  const { withdrawnAt, lapsedAt, until } = consent
  const day = today(useCalendar())
  if (withdrawnAt)
    return (
      <>
        <Tag colour="grey">Withdrawn</Tag> <Moment at={withdrawnAt} />
      </>
    )
  if (lapsedAt)
    return (
      <>
        <Tag colour="grey">Ended</Tag> {lapsedAt.slice(0, 10) <= until ? 'by a newer consent ' : 'as agreed '}
        <Moment at={lapsedAt} />
      </>
    )
  if (!isInForce(consent, day))
    return (
      <>
        <Tag colour="grey">Ended</Tag> as agreed, after {dateWords(until)}
      </>
    )
  return (
    <>
      <Tag colour="green">In force</Tag> until {dateWords(until)}
    </>
  )
}

/** CON-3, ACC-3: asks once more, naming who stops seeing the case. */
function Withdraw({ consent, file }: { consent: Consent; file: CaseFile }) {
  const losing = agenciesThatLose(consent, file.grants)
  const { agencies } = usePartnership()
  const form = useForm(withdrawConsent, {
    start: { how: '', refusedAgencies: [] as string[] },
    needed: { how: 'Say how she told you' },
    said: ({ how, refusedAgencies }) => ({
      params: { consentId: consent.id },
      body: { how, ...(refusedAgencies.length > 0 && { refusedAgencies }) },
    }),
    asksFirst: true,
    under: `/consents/${consent.id}`,
  })
  return (
    <Details summary="She withdraws this consent">
      <Form form={form}>
        <Textarea {...form.field('how')} label="How did she tell you?" rows={2} />
        <Checkboxes
          {...form.field('refusedAgencies')}
          label="Is it also a no to anybody? (optional)"
          hint="They see nothing of her until she lifts it, whatever she agrees to later."
          options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
          small
        />
        <Button variant="warning" busy={form.busy}>
          Record that she withdraws
        </Button>
      </Form>
      <AskFirst
        {...form.question}
        title="Record that she withdraws her consent?"
        yes="Record it"
        variant="warning"
      >
        {losing.length > 0 ? (
          <p>These stop seeing the case at once: {losing.join(', ')}.</p>
        ) : (
          <p>Every agency that sees the case has another basis for it, and goes on seeing it.</p>
        )}
        <p>
          Every consent of hers ends with it. What was lawfully shared stays on record. Those who hold the
          case are told.
        </p>
      </AskFirst>
    </Details>
  )
}

function WithoutConsentCard({
  without: { record, reviewOn, recordedAt, recordedBy },
}: {
  without: WithoutConsent
}) {
  const nameOf = useAgencyName()
  return (
    <SummaryList
      card={{ title: `To be looked at again ${dateWords(reviewOn)}`, headingLevel: 3 }}
      rows={[
        {
          key: 'Grounds',
          value: (
            <ul className="govuk-list">
              {record.grounds?.map(({ code, because }) => (
                <li key={code}>
                  <p className="govuk-body">
                    <strong>{groundOf(code)?.title ?? code}</strong>{' '}
                    <span className="app-quiet">{groundOf(code)?.legalReference}</span>
                  </p>
                  <AsTyped>{because}</AsTyped>
                </li>
              ))}
            </ul>
          ),
        },
        {
          key: 'Why she was not asked, or why it goes ahead',
          value: (
            <>
              {record.why && <p className="govuk-body">{whyWords[record.why]}</p>}
              <AsTyped>{record.whyInWords}</AsTyped>
            </>
          ),
        },
        { key: 'What is shared', value: <AsTyped>{record.shared}</AsTyped> },
        { key: 'With', value: names(record.agencies, nameOf) },
        { key: 'Decided by', value: record.decidedBy },
        {
          key: 'Is she told',
          value: (
            <>
              {record.telling && <p className="govuk-body">{tellingWords[record.telling]}</p>}
              <AsTyped>{record.tellingInWords}</AsTyped>
            </>
          ),
        },
        ...(record.capacity
          ? [
              {
                key: 'Her capacity for this decision',
                value: (
                  <AsTyped>
                    {[
                      record.capacity.assessor,
                      record.capacity.assessedOn && dateWords(record.capacity.assessedOn),
                      record.capacity.decision,
                      record.capacity.bestInterests,
                    ]
                      .filter(Boolean)
                      .join('\n')}
                  </AsTyped>
                ),
              },
            ]
          : []),
        {
          key: 'Recorded',
          value: (
            <>
              <Moment at={recordedAt} /> by {recordedBy}
            </>
          ),
        },
      ]}
    />
  )
}

const groundOf = (code: string) => grounds.find((ground) => ground.code === code)

const names = (ids: readonly string[] | undefined, nameOf: (id: string) => string) =>
  ids?.length ? ids.map(nameOf).join(', ') : 'Nobody'

function AsTyped({ children }: { children: string | undefined }) {
  return <span className="app-as-typed">{children}</span>
}
