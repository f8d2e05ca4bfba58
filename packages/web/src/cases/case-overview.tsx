import { isRunning } from '@alongside/shared/actions/rules'
import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordDeath } from '@alongside/shared/cases/holding'
import { isEmergencyAlone, whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { Link } from '@tanstack/react-router'
import { ActionTable } from '../actions/action-table.tsx'
import { ChildrenInShort } from '../children/in-short.tsx'
import { CallEmergency } from '../emergency/call.tsx'
import { paths } from '../paths.ts'
import { ShortPlan } from '../plan/short-plan.tsx'
import { OpenNotification } from '../safeguarding/open-notification.tsx'
import { RecordedNotifications } from '../safeguarding/recorded.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { useNow } from '../time/now.ts'
import { dayWords, momentWords } from '../time/words.ts'
import { InsetText } from '../ui/inset-text.tsx'
import { Light } from '../ui/light.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { HistoryTimeline } from './case-timeline.tsx'
import { filesOf, ofEachFile } from './files.ts'
import { lastToEach, stillSaid } from './last-words.ts'
import { NoBasis } from './no-basis.tsx'
import { VoiceWords } from './voice-words.tsx'
import { whereListed } from './where-listed.ts'

export function CaseOverview({ file }: { file: Case }) {
  const records = useCan('cases:record') && whyNotRecordOn(file.myBases) === null
  const mayJoin = useCan('referrals:triage') && whyNotRecordOn(file.myBases) === null
  const running = ofEachFile(file, ({ actions }) => actions).filter(({ state }) => isRunning(state))
  const lights = ofEachFile(file, ({ timeline }) => timeline).filter(({ field }) => field === 'light')
  const voices = ofEachFile(file, (one) => one.voices)
  const lastWords = lastToEach(voices)
  const earlier = stillSaid(voices, lastWords)
  return (
    <>
      {isEmergencyAlone(file.myBases) && (
        <WarningText>
          You are reading this case in an emergency. Who referred her, the chair and the coordinator have been
          told.{' '}
          <Link {...paths.emergencyAccesses} className="govuk-link">
            Close it, or say what you did
          </Link>
        </WarningText>
      )}
      {file.refusedHere && <InsetText>Your agency sees here what it wrote itself, and no more.</InsetText>}
      {!file.basisInForce && !file.refusedHere && <NoBasis caseId={file.id} />}
      <CallEmergency referrals={file.referrals} />
      <h2 className="govuk-heading-m">Her voice</h2>
      {lastWords.map((voice) => (
        <VoiceWords key={voice.id} voice={voice} />
      ))}
      {earlier.length > 0 && (
        <h3 className="govuk-heading-s">What she said before, and nothing newer takes its place</h3>
      )}
      {earlier.map((voice) => (
        <VoiceWords key={voice.id} voice={voice} />
      ))}
      {lastWords.length === 0 && file.refusedHere && (
        <InsetText>
          What she said is not shown to your agency here. What your agency wrote down of it stands in{' '}
          <Link {...paths.caseSection(file.id, 'referrals')} className="govuk-link">
            its own referral
          </Link>
          .
        </InsetText>
      )}
      {lastWords.length === 0 && !file.refusedHere && (
        <InsetText>
          Nothing from her yet.{' '}
          <Link {...paths.caseSection(file.id, 'voice')} className="govuk-link">
            Record what she wants said
          </Link>
        </InsetText>
      )}
      {!file.refusedHere && <ShortPlan file={file} />}
      <h2 className="govuk-heading-m">Now</h2>
      <Now file={file} />
      {running.length > 0 && (
        <ActionTable caption="Open actions" actions={running} oneCase={file.joinedFiles.length === 0} />
      )}
      {lights.length > 0 && (
        <>
          <h2 className="govuk-heading-m">How the light changed</h2>
          <HistoryTimeline entries={lights} headingLevel={3} />
        </>
      )}
      <RecordedNotifications notifications={ofEachFile(file, ({ safeguarding }) => safeguarding)} />
      <OpenNotification caseId={file.id} known={file.children} />
      <p className="govuk-body">
        <Link {...paths.caseSection(file.id, 'counted')} className="govuk-link">
          What monitoring counts of her
        </Link>
      </p>
      {records && (
        <p className="govuk-body">
          <Link {...paths.caseSection(file.id, 'age')} className="govuk-link">
            Her age: put it right
          </Link>
        </p>
      )}
      {records && whyNotRecordDeath(ofEachFile(file, ({ holds }) => holds)) === null && (
        <p className="govuk-body">
          <Link {...paths.caseSection(file.id, 'died')} className="govuk-link">
            She has died: record it
          </Link>
        </p>
      )}
      {mayJoin && !file.goesOnAs && (
        <p className="govuk-body">
          <Link {...paths.caseSection(file.id, 'same-person')} className="govuk-link">
            Is this the same person as …?
          </Link>
        </p>
      )}
    </>
  )
}

function Now({ file }: { file: Case }) {
  const calendar = useCalendar()
  const now = useNow()
  const items = ofEachFile(file, (one) => one.items)
  const listed = items
    .filter(
      ({ state, meetingStartsAt }) =>
        state === 'listed' && meetingStartsAt > now.subtract({ hours: 24 }).toString(),
    )
    .toSorted((a, b) => a.meetingStartsAt.localeCompare(b.meetingStartsAt))[0]
  const discussed = items
    .filter(({ state }) => state === 'discussed')
    .toSorted((a, b) => b.meetingStartsAt.localeCompare(a.meetingStartsAt))[0]
  return (
    <SummaryList
      rows={[
        { key: 'Light', value: <Lights file={file} /> },
        { key: 'Children', value: <ChildrenInShort file={file} /> },
        {
          key: 'Next meeting',
          value: listed ? (
            <Link {...paths.agendaItem(listed.id)} className="govuk-link">
              {momentWords(calendar, listed.meetingStartsAt)}
            </Link>
          ) : (
            whereListed(file, (at) => dayWords(calendar, at))
          ),
        },
        {
          key: 'Last discussed',
          value: discussed ? (
            <Link {...paths.minutes(discussed.meetingId)} className="govuk-link">
              {momentWords(calendar, discussed.meetingStartsAt)}
            </Link>
          ) : (
            'Not yet'
          ),
        },
        { key: 'Case opened', value: momentWords(calendar, file.openedAt) },
      ]}
    />
  )
}

/** Of each file, where there are several: a light is a referral's, and stays its file's. */
function Lights({ file }: { file: Case }) {
  const several = file.joinedFiles.length > 0
  return filesOf(file).map(({ id, light, reference }) => (
    <div key={id}>
      <Light light={light} /> {several && <span className="app-quiet">{reference}</span>}
    </div>
  ))
}
