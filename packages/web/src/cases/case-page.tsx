import { readCase } from '@alongside/shared/cases/addresses'
import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { Link, useParams } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense } from 'react'
import { UnsentHere } from '../autosave/unsent-here.tsx'
import { useRead } from '../client/hooks.ts'
import { CaseFlags } from '../flags/case-flags.tsx'
import { NotFoundPage } from '../layouts/not-found-page.tsx'
import { DecidePastLimit } from '../limits/overrides.tsx'
import { RecordLimit } from '../limits/record-limit.tsx'
import { StandingLimits } from '../limits/standing-limits.tsx'
import { OtherForums } from '../other-forums/known.tsx'
import { paths } from '../paths.ts'
import { SafeguardingBanner } from '../safeguarding/banner.tsx'
import { AwaitedPage } from '../sending/awaited.tsx'
import { WhileHeld } from '../sending/while-held.tsx'
import { useCan } from '../session/session.tsx'
import { Loading } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { SubNavigation } from '../ui/sub-navigation.tsx'
import { WorkerWarnings } from '../worker-safety/warnings.tsx'
import { AccessLog } from './access-log.tsx'
import { CaseActions } from './case-actions.tsx'
import { CaseIdentity, SafeContact } from './case-identity.tsx'
import { CaseOverview } from './case-overview.tsx'
import { CaseReferrals } from './case-referrals.tsx'
import { CaseTimeline } from './case-timeline.tsx'
import { CountedOfHer } from './characteristics.tsx'
import { ConsentAndSharing } from './consent-and-sharing.tsx'
import { ofEachFile } from './files.ts'
import { HerVoice } from './her-voice.tsx'
import { RecordDeath, StandingHolds } from './holds.tsx'
import { JoinFiles } from './join-files.tsx'
import { JoinedFiles } from './joined-files.tsx'
import { RecordAge } from './record-age.tsx'
import { RecordConsent } from './record-consent.tsx'
import { RecordWithoutConsent } from './record-without-consent.tsx'

const CaseChildren = lazy(() => import('../children/case-children.tsx'))
const RecordChild = lazy(() => import('../children/record-child.tsx'))
const CasePlan = lazy(() => import('../plan/case-plan.tsx'))
const CaseOutcomes = lazy(() => import('../outcomes/case-outcomes.tsx'))
const PeopleOfCase = lazy(() => import('../people-who-harm/people-of-case.tsx'))
const RecordWarning = lazy(() => import('../worker-safety/record-warning.tsx'))
const CaseWays = lazy(() => import('../reach/case-ways.tsx'))
const RecordBasis = lazy(() => import('./record-basis.tsx'))
const RecordOtherForum = lazy(() => import('../other-forums/record.tsx'))
const RecordOutcomes = lazy(() => import('../outcomes/record-outcomes.tsx'))

type Section = { heading: string; show: ComponentType<{ file: Case }> }

const sections: Readonly<Record<string, Section>> = {
  overview: { heading: 'Overview', show: CaseOverview },
  timeline: { heading: 'Timeline', show: CaseTimeline },
  referrals: { heading: 'Referrals', show: CaseReferrals },
  'people-who-harm': { heading: 'People who harm her', show: PeopleOfCase },
  consent: { heading: 'Consent and sharing', show: ConsentAndSharing },
  children: { heading: 'Children', show: CaseChildren },
  voice: { heading: 'Her voice', show: HerVoice },
  plan: { heading: 'The plan', show: CasePlan },
  outcomes: { heading: 'How she is doing', show: CaseOutcomes },
  actions: { heading: 'Actions', show: CaseActions },
  flags: { heading: 'Flags', show: CaseFlags },
  access: { heading: 'Who has looked', show: AccessLog },
}

/** One thing per page: reached from the section that it stands under. */
const forms: Readonly<Record<string, Section & { under: string }>> = {
  counted: { heading: 'What monitoring counts of her', show: CountedOfHer, under: 'overview' },
  age: { heading: 'How old is she?', show: RecordAge, under: 'overview' },
  'worker-safety': { heading: 'Warnings for workers', show: RecordWarning, under: 'overview' },
  reach: { heading: 'How to reach her', show: CaseWays, under: 'overview' },
  'other-forums': { heading: 'Other forums', show: RecordOtherForum, under: 'overview' },
  died: { heading: 'She has died', show: RecordDeath, under: 'overview' },
  'record-child': { heading: 'Record a child', show: RecordChild, under: 'children' },
  'record-consent': { heading: 'Record consent', show: RecordConsent, under: 'consent' },
  'record-basis': { heading: 'What does sharing rest on in law?', show: RecordBasis, under: 'consent' },
  'record-limit': { heading: 'What does she not want?', show: RecordLimit, under: 'consent' },
  'past-limit': { heading: 'Sharing past her no', show: DecidePastLimit, under: 'consent' },
  'same-person': { heading: 'Is this the same person as …?', show: JoinFiles, under: 'overview' },
  'without-consent': {
    heading: 'Record sharing without consent',
    show: RecordWithoutConsent,
    under: 'consent',
  },
  'record-outcomes': { heading: 'How is she doing?', show: RecordOutcomes, under: 'outcomes' },
}

export default function CasePage() {
  const { caseId = '', section = 'overview' } = useParams({ strict: false })
  const file = useRead(readCase, { params: { caseId } })
  const mayRecord = useCan('cases:record')
  const shown = sections[section] ?? forms[section]
  if (!shown) return <NotFoundPage />
  return (
    <AwaitedPage read={file} title="Case" label="Loading the case">
      {(loaded) => (
        <WhileHeld held={loaded.rests}>
          <CaseIdentity file={loaded} />
          <SubNavigation label="The case" items={navigation(caseId, section)} />
          <Page
            key={section}
            title={`${shown.heading}, case ${loaded.reference}`}
            heading={shown.heading}
            caption={loaded.reference}
          >
            <StandingHolds file={loaded} />
            <UnsentHere key={section} under={`/cases/${caseId}`} />
            {ofEachFile(loaded, ({ safeguarding }) => safeguarding).map((notification) => (
              <SafeguardingBanner key={notification.id} notification={notification} />
            ))}
            <JoinedFiles file={loaded} />
            {section === 'overview' &&
              ofEachFile(loaded, (one) => [one]).map(
                ({ id, identity, ways, myBases, additions, fileReference }) => (
                  <SafeContact
                    key={id}
                    identity={identity}
                    ways={ways}
                    change={mayRecord && whyNotRecordOn(myBases) === null ? id : null}
                    additions={additions}
                    reference={fileReference ?? undefined}
                  />
                ),
              )}
            {section === 'overview' && <WorkerWarnings file={loaded} />}
            {section === 'overview' && <OtherForums file={loaded} />}
            {section === 'overview' && <StandingLimits caseId={loaded.id} />}
            <Suspense fallback={<Loading label={`Loading ${shown.heading}`} />}>
              <shown.show file={loaded} />
            </Suspense>
          </Page>
        </WhileHeld>
      )}
    </AwaitedPage>
  )
}

const navigation = (caseId: string, current: string) =>
  Object.entries(sections).map(([section, { heading }]) => ({
    link:
      section === 'overview' ? (
        <Link {...paths.case(caseId)} activeOptions={{ exact: true }}>
          {heading}
        </Link>
      ) : (
        <Link {...paths.caseSection(caseId, section)}>{heading}</Link>
      ),
    current: section === (forms[current]?.under ?? current),
  }))
