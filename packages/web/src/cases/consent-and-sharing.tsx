import type { Case, CaseFile } from '@alongside/shared/cases/contract'
import { withdrawConsent } from '@alongside/shared/consent/addresses'
import { isInForce, ranOut, whyNotWithdrawConsent } from '@alongside/shared/consent/rules'
import { howWords, throughWords } from '@alongside/shared/consent/words'
import { listLimits, listOverrides } from '@alongside/shared/limits/addresses'
import { afterNo } from '@alongside/shared/limits/of-person'
import { whyNotRecordSay, whyNotShare } from '@alongside/shared/limits/rules'
import type { Limit, LimitOverride } from '@alongside/shared/limits/schema'
import { afterNoWords } from '@alongside/shared/limits/words'
import { problems } from '@alongside/shared/problems'
import { Link } from '@tanstack/react-router'
import { basisWords } from '../audit/words.ts'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { SayAndLaw } from '../consent/lawful-bases.tsx'
import { PapersForHerLink } from '../documents/papers-for-her-link.tsx'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { PastHerLimits } from '../limits/overrides.tsx'
import { HerLimits } from '../limits/standing-limits.tsx'
import { paths } from '../paths.ts'
import { useAgencyName, useCalendar, usePartnership } from '../session/partnership.ts'
import { useCan, useSession } from '../session/session.tsx'
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
import { NotTo } from './not-to.tsx'
import { openedBy } from './opened-by.ts'
import { AsTyped, WithoutConsentCard } from './without-consent-card.tsx'

type Grant = Case['grants'][number]
type Consent = Case['consents'][number]

export function ConsentAndSharing({ file }: { file: Case }) {
  const mayRecord = useCan('consents:record')
  const said: Said = {
    limits: useRead(listLimits, { params: { caseId: file.id } }).data?.items ?? [],
    overrides: useRead(listOverrides, { params: { caseId: file.id } }).data?.items ?? [],
  }
  const refused = whyNotShare(file)
  return (
    <>
      {!file.basisInForce && !file.refusedHere && <NoBasis caseId={file.id} here />}
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
      {mayRecord && !refused && <PapersForHerLink />}
      <SharingOf file={file} said={said} caption="Who may see this case" />
      {file.joinedFiles.map(({ joinId, file: joined }) => (
        <section key={joinId} className="app-section" aria-labelledby={joinId}>
          <h2 className="govuk-heading-m" id={joinId}>
            Her file {joined.reference}
          </h2>
          <SharingOf file={joined} said={said} caption={`Who may see file ${joined.reference}`} />
        </section>
      ))}
    </>
  )
}

/** What binds and passes what is recorded on any of her files. */
interface Said {
  limits: readonly Limit[]
  overrides: readonly LimitOverride[]
}

/** Agencies, purposes and consents are each file's own, joined or not (ACC-3). */
function SharingOf({ file, said, caption }: { file: CaseFile; said: Said; caption: string }) {
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
      <SayAndLaw file={file} />
      <h2 className="govuk-heading-m">Consent</h2>
      {file.consents.length === 0 && (
        <InsetText>No consent is recorded. She can be asked when it is safe.</InsetText>
      )}
      {file.consents.map((consent) => (
        <ConsentCard key={consent.id} consent={consent} file={file} limits={said.limits} />
      ))}
      {file.withoutConsents.length > 0 && <h2 className="govuk-heading-m">Sharing without consent</h2>}
      {file.withoutConsents.map((record) => (
        <WithoutConsentCard key={record.id} without={record} grants={file.grants} {...said} />
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
  {
    header: 'Why',
    cell: ({ basis, narrowed }) =>
      narrowed ? `${basisWords[basis]}. She said no to it: it sees what it wrote itself` : basisWords[basis],
  },
  { header: 'From', cell: ({ from }) => <Moment at={from} /> },
  { header: 'Until', cell: ({ until }) => (until ? <Until at={until} /> : 'Until it is ended') },
]

function ConsentCard({
  consent,
  file,
  limits,
}: {
  consent: Consent
  file: CaseFile
  limits: readonly Limit[]
}) {
  const nameOf = useAgencyName()
  const holds = isInForce(consent, today(useCalendar()))
  const mayRecord = useCan('limits:record') && whyNotRecordSay(file.myBases) === null
  const { record } = consent
  const opened = openedBy(consent.id, file.grants, useSession().acting?.agencyId)
  const refused = whyNotWithdrawConsent(consent, today(useCalendar()))
  return (
    <div className="app-section">
      <SummaryList
        card={{ title: `Given ${dateWords(consent.givenOn)}`, headingLevel: 3 }}
        rows={[
          { key: 'State', value: <ConsentState consent={consent} opened={opened} /> },
          ...(holds && opened?.length ? [{ key: 'By it see the case', value: opened.join(', ') }] : []),
          {
            key: holds ? 'She agrees to' : 'She agreed to',
            // What has ended stays as she said it then; what holds says who sees nothing by it all the same.
            value: <NotTo ids={record.agreedAgencies} limits={holds ? limits : []} nameOf={nameOf} />,
          },
          {
            key: holds ? 'She does not agree to' : 'She did not agree to',
            value: record.refusedAgencies?.map(nameOf).join(', ') || 'Nobody',
          },
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

function ConsentState({ consent, opened }: { consent: Consent; opened: readonly string[] | null }) {
  const { withdrawnAt, lapsedAt, until } = consent
  const calendar = useCalendar()
  const day = today(calendar)
  if (withdrawnAt)
    return (
      <>
        <Tag colour="grey">Withdrawn</Tag> <Moment at={withdrawnAt} />
      </>
    )
  if (lapsedAt)
    return (
      <>
        <Tag colour="grey">Ended</Tag>{' '}
        {ranOut(calendar, { lapsedAt, until }) ? 'as agreed ' : 'by a newer consent '}
        <Moment at={lapsedAt} />
      </>
    )
  if (!isInForce(consent, day))
    return (
      <>
        <Tag colour="grey">Ended</Tag> as agreed, after {dateWords(until)}
      </>
    )
  if (opened?.length === 0)
    return (
      <>
        <Tag colour="orange">Opens nothing</Tag> She agreed until {dateWords(until)}, but nobody sees the case
        by it now. Ask her again, and record what she says.
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
    ...useKeptTyping(`withdraw ${consent.id}`, 'How she withdrew, not recorded yet', {
      how: '',
      refusedAgencies: [] as string[],
    }),
    needed: { how: 'Say how she told you' },
    said: ({ how, refusedAgencies }) => ({
      params: { consentId: consent.id },
      body: { how, ...(refusedAgencies.length > 0 && { refusedAgencies }) },
    }),
    asksFirst: true,
    under: `/consents/${consent.id}`,
  })
  const nameOf = useAgencyName()
  const refused = form.values.refusedAgencies.flatMap((id) => {
    const after = afterNo(id, file.grants)
    return after && !losing.includes(nameOf(id)) ? afterNoWords[after](nameOf(id)) : []
  })
  return (
    <Details summary="She no longer agrees to this">
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
          Record that she no longer agrees
        </Button>
      </Form>
      <AskFirst
        {...form.question}
        title="Record that she no longer agrees?"
        yes="Record it"
        variant="warning"
      >
        {losing.length > 0 ? (
          <p>These stop seeing the case at once: {losing.join(', ')}.</p>
        ) : (
          refused.length === 0 && (
            <p>Every agency that sees the case has another basis for it, and goes on seeing it.</p>
          )
        )}
        {refused.map((words) => (
          <p key={words}>{words}</p>
        ))}
        <p>
          All that she agreed to ends with it, on each of her files. What was lawfully shared stays on record.
          Those who hold the case are told.
        </p>
      </AskFirst>
    </Details>
  )
}
