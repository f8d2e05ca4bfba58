import type { MinutedItem, Minutes } from '@alongside/shared/minutes/contract'
import { Link } from '@tanstack/react-router'
import { PutOffTo } from '../agenda/put-off-to.tsx'
import { Sheets } from '../layouts/sheets.tsx'
import { paths } from '../paths.ts'
import { saidBy } from '../room/contributions.tsx'
import { parts, partWords } from '../room/recording.ts'
import { useCalendar } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'
import { momentWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { Correct } from './correct.tsx'
import { HowHeld } from './how-held.tsx'
import { MinutedActions, MinutedCase, Present } from './minuted-case.tsx'
import { Acknowledge, Receipts } from './receipts.tsx'
import { useVerified } from './use-verified.ts'

/** MTG-8: a distributed version, the latest first, with what was corrected and why, and the versions before it. */
export function Distributed({ minutes }: { minutes: Minutes }) {
  const calendar = useCalendar()
  const { acting } = useSession()
  const latest = minutes.versions[0]?.version === minutes.version
  const ours = minutes.items
    .flatMap(({ actions }) => actions)
    .filter(({ ownerAgencyName }) => ownerAgencyName === acting?.agencyName)
  return (
    <Sheets>
      {!latest && (
        <WarningText>
          This version was corrected.{' '}
          <Link {...paths.minutes(minutes.meetingId)} search={{}} className="govuk-link">
            Read the latest version
          </Link>
        </WarningText>
      )}
      {minutes.correction && (
        <InsetText>
          Corrected on {momentWords(calendar, minutes.distributedAt)}: {minutes.correction.whatChanged},
          because: {minutes.correction.why}
        </InsetText>
      )}
      <p className="govuk-body">
        Version {minutes.version}, distributed {momentWords(calendar, minutes.distributedAt)} by{' '}
        {minutes.distributedBy}; compiled {momentWords(calendar, minutes.compiledAt)} by {minutes.compiledBy}.
        They hold just the cases that your agency may see.
      </p>
      {minutes.withheld && (
        <p className="govuk-body">There are further items, which your agency may not see.</p>
      )}
      <ButtonGroup>
        <Button type="button" variant="secondary" onClick={() => window.print()}>
          Print
        </Button>
        {latest && <Acknowledge minutes={minutes} />}
      </ButtonGroup>
      <HowHeld proceedings={minutes.proceedings} />
      {ours.length > 0 && <MinutedActions caption="Your agency’s actions" actions={ours} />}
      {minutes.notes && (
        <section className="app-section">
          <h2 className="govuk-heading-m">General notes</h2>
          <p className="govuk-body app-as-typed">{minutes.notes}</p>
        </section>
      )}
      <Present present={minutes.present} />
      {minutes.items.length === 0 && (
        <EmptyState title="No case of this meeting is one that your agency may see" />
      )}
      {minutes.items.map((item) => (
        <MinutedCase key={item.caseReference} item={item}>
          <Worded item={item} />
        </MinutedCase>
      ))}
      <Receipts minutes={minutes} />
      <Versions minutes={minutes} />
      {latest && minutes.correctionBegun === false && (
        <Correct meetingId={minutes.meetingId} version={minutes.version} />
      )}
    </Sheets>
  )
}

function Worded({ item }: { item: MinutedItem }) {
  return (
    <>
      {item.deferredFor && (
        <p className="govuk-body app-as-typed">
          Put off: {item.deferredFor}
          {item.putOffTo && <PutOffTo at={item.putOffTo} />}
        </p>
      )}
      {item.contributions.length > 0 && <h3 className="govuk-heading-m">What each agency knows</h3>}
      {item.contributions.map(({ id, words, ...said }) => (
        <div key={id} className="app-contribution">
          <h4 className="govuk-heading-s">{saidBy(said)}</h4>
          <p className="govuk-body app-as-typed">{words}</p>
        </div>
      ))}
      {parts
        .filter((part) => item.record[part])
        .map((part) => (
          <div key={part}>
            <h3 className="govuk-heading-m">{partWords[part].label}</h3>
            <p className="govuk-body app-as-typed">{item.record[part]}</p>
          </div>
        ))}
    </>
  )
}

function Versions({ minutes }: { minutes: Minutes }) {
  const calendar = useCalendar()
  const verified = useVerified(minutes)
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Versions</h2>
      {verified === true && (
        <p className="govuk-body">Checked here: what you read is what was distributed, unchanged.</p>
      )}
      {verified === false && (
        <WarningText>What you read is not what was distributed. Tell the coordinator.</WarningText>
      )}
      <ul className="govuk-list govuk-list--spaced">
        {minutes.versions.map(({ version, distributedAt, hash, correction }) => (
          <li key={version}>
            {version === minutes.version ? (
              <strong>Version {version}</strong>
            ) : (
              <Link
                {...paths.minutes(minutes.meetingId)}
                search={{ version: String(version) }}
                className="govuk-link"
              >
                Version {version}
              </Link>
            )}
            , distributed {momentWords(calendar, distributedAt)}
            {correction && `. It corrects: ${correction.whatChanged}`}
            <span className="app-hash">SHA-256 {hash}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
