import { confirmSharingStopped, readSharingChange } from '@alongside/shared/sharing/addresses'
import type { SharingChange, SharingWork } from '@alongside/shared/sharing/contract'
import { whyNotConfirm } from '@alongside/shared/sharing/rules'
import { sharingAnswerWords, sharingCauseWords, sharingWorkKindWords } from '@alongside/shared/sharing/words'
import { Link, useParams } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useAsking, useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { SettleWork } from './settle-work.tsx'

type Side = SharingChange['sides'][number]

/** CON-3: who may read a case no more, who may now, and what to stop. */
export default function SharingChangePage() {
  const { sharingChangeId } = useParams({ from: '/signed-in/sharing-changes/$sharingChangeId' })
  const change = useRead(readSharingChange, { params: { sharingChangeId } }, { staleTime: 0 })
  return (
    <AwaitedPage read={change} title="Sharing has changed" label="Loading what has changed">
      {(loaded) => (
        <Page
          title={`Sharing of ${loaded.caseReference} has changed`}
          heading="Sharing has changed"
          caption={`Case ${loaded.caseReference}, referred by ${loaded.holderAgencyName}`}
        >
          <Change change={loaded} />
        </Page>
      )}
    </AwaitedPage>
  )
}

function Change({ change }: { change: SharingChange }) {
  const { agencyId } = useAsking()
  const { caseId, at, sides, work } = change
  const lost = sides.filter(({ side }) => side === 'lost')
  const gained = sides.filter(({ side }) => side === 'gained')
  const mine = caseId === null ? lost.find((side) => side.agencyId === agencyId) : undefined
  return (
    <>
      <p className="govuk-body">
        <Moment at={at} />
      </p>
      {mine && <Lost side={mine} />}
      {caseId && (
        <p className="govuk-body">
          <Link {...paths.caseSection(caseId, 'consent')} className="govuk-link">
            Read the case and who may see it
          </Link>
        </p>
      )}
      {!mine && <Sides title="May no longer read it" sides={lost} />}
      {!mine && <Sides title="May read it now" sides={gained} />}
      {caseId === null && !mine && (
        <InsetText>Your agency gave its word in this case, and may not read it itself.</InsetText>
      )}
      {mine ? <ToStop change={change} /> : caseId && <Running work={work} />}
    </>
  )
}

function Lost({ side }: { side: Side }) {
  return (
    <>
      <WarningText>
        {lostWords(side)} {sharingCauseWords[side.cause]}
      </WarningText>
      <ul className="govuk-list govuk-list--bullet">
        <li>Do not contact her about it, and do not look for more.</li>
        <li>Do not pass on what you learned from it.</li>
        <li>Put away or destroy what you printed, downloaded or wrote down.</li>
        {side.keepsOwn && (
          <li>What your agency referred itself stays open to you, and to nobody else by it.</li>
        )}
      </ul>
      <p className="govuk-body">
        If somebody is in danger now, call 999. If you think that you must act all the same, speak to the
        coordinator first.
      </p>
    </>
  )
}

function lostWords({ accountName, keepsOwn }: Side): string {
  if (keepsOwn) return 'Your agency sees of this case what it wrote itself.'
  return `${accountName ? 'You may' : 'Your agency may'} no longer read this case.`
}

function Sides({ title, sides }: { title: string; sides: Side[] }) {
  if (sides.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m">{title}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {sides.map(({ agencyId, agencyName, accountName, keepsOwn, cause }) => (
          <li key={`${agencyId} ${accountName}`}>
            {accountName ? `${accountName} alone, ${agencyName}` : agencyName}
            {why[cause] && `: ${why[cause]}`}
            {keepsOwn && '. Its own referral stays open to it.'}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The same as who lost it is told, in the words of who reads the case. */
const why: Partial<Record<Side['cause'], string>> = {
  withdrawn: 'she withdrew her consent',
  replaced: 'a newer consent leaves it out',
  lapsed: 'her consent ran out',
  limited: 'she said no',
  emergency_ended: 'the emergency access ended',
  consent: 'she agreed to it',
  without_consent: 'it is shared without consent',
  emergency: 'opened in an emergency',
  limit_lifted: 'she lifted her no',
  reads_again: 'what kept it from reading has ended',
}

/** What runs with an agency that lost the case: by its reference, and what it is. */
function ToStop({ change }: { change: SharingChange }) {
  const asking = useAsking()
  const mayConfirm = useCan('actions:report')
  const sending = useSending(confirmSharingStopped)
  const { work } = change
  if (work.length === 0) return <p className="govuk-body">Nothing of your agency’s runs there.</p>
  const refused = whyNotConfirm(work, asking.agencyId ?? '')
  return (
    <>
      <h2 className="govuk-heading-m">What to stop</h2>
      <ul className="govuk-list govuk-list--bullet">
        {work.map((one) => (
          <li key={one.id}>
            <WorkWords work={one} />
            {one.answer && `: ${sharingAnswerWords[one.answer].toLowerCase()}`}
          </li>
        ))}
      </ul>
      {refused ? (
        <InsetText>Your agency has said that it stopped.</InsetText>
      ) : (
        <>
          <Refused error={sending.error} />
          <Button
            type="button"
            busy={sending.busy}
            reason={mayConfirm ? undefined : 'Your role does not report what became of it.'}
            onClick={() => sending.send({ params: { sharingChangeId: change.id }, body: {} })}
          >
            We have stopped
          </Button>
        </>
      )}
    </>
  )
}

/** What still runs with agencies that read no more, each to be stopped, handed over or left with a reason. */
function Running({ work }: { work: SharingWork[] }) {
  const maySettle = useCan('referrals:triage')
  if (work.length === 0)
    return <p className="govuk-body">Nothing ran with an agency that may no longer read the case.</p>
  return (
    <>
      <h2 className="govuk-heading-m">What ran with who may no longer read it</h2>
      {work.map((one) => (
        <section key={one.id} className="app-section">
          <SummaryList
            card={{
              title: `${one.agencyName}: ${sharingWorkKindWords[one.kind].toLowerCase()}`,
              headingLevel: 3,
            }}
            rows={[
              { key: 'What', value: <WorkWords work={one} linked /> },
              ...(one.stoppedAt
                ? [{ key: 'The agency has stopped', value: <Moment at={one.stoppedAt} /> }]
                : []),
              ...(one.answer
                ? [
                    {
                      key: 'Settled',
                      value: `${sharingAnswerWords[one.answer]}${one.toAgencyName ? ` to ${one.toAgencyName}` : ''}`,
                    },
                  ]
                : []),
              ...(one.because
                ? [{ key: 'Why', value: <span className="app-as-typed">{one.because}</span> }]
                : []),
            ]}
          />
          {one.answer === null && maySettle && <SettleWork work={one} />}
        </section>
      ))}
    </>
  )
}

function WorkWords({ work, linked = false }: { work: SharingWork; linked?: boolean }) {
  const { kind, reference, meetingStartsAt, subjectId } = work
  if (kind === 'action' && linked)
    return (
      <Link {...paths.action(subjectId)} className="govuk-link">
        Action {reference}
      </Link>
    )
  return (
    <>
      {kind === 'action' && `Action ${reference}`}
      {kind === 'research' && 'What was to be looked up for the meeting'}
      {kind === 'papers' && `Papers, copy ${reference}, for the meeting`}
      {kind !== 'action' && meetingStartsAt && (
        <>
          {' '}
          of <Moment at={meetingStartsAt} />
        </>
      )}
    </>
  )
}
