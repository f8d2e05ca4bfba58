import { readMeeting } from '@alongside/shared/meetings/addresses'
import { readItem } from '@alongside/shared/room/addresses'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { useParams } from '@tanstack/react-router'
import { HerWords } from '../cases/voice-words.tsx'
import { useRead } from '../client/hooks.ts'
import { Awaited, AwaitedPage } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { dayWords } from '../time/words.ts'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'

import { parts, partWords } from './recording.ts'
import { ItemClock } from './time-kept.tsx'
import { liveMeeting, useLive } from './use-live.ts'

/** MTG-7: for the wall of the room. What is spoken of now, large; nothing to press, and nothing from before. */
export default function ScreenPage() {
  const { meetingId } = useParams({ from: '/signed-in/meetings/$meetingId/screen' })
  const meeting = useLive(readMeeting, { params: { meetingId } }, liveMeeting)
  const calendar = useCalendar()
  return (
    <AwaitedPage read={meeting} title="The room" label="Loading the room">
      {(loaded) => {
        const line = loaded.agenda.find(({ id }) => id === loaded.currentItemId)
        return (
          <Page title="The room" heading={line ? line.caseReference : dayWords(calendar, loaded.startsAt)}>
            {line && (
              <>
                <p className="app-screen__bar">
                  <Light light={line.light} /> <ItemClock line={line} />
                </p>
                <OnTheWall key={line.id} itemId={line.id} />
              </>
            )}
          </Page>
        )
      }}
    </AwaitedPage>
  )
}

function OnTheWall({ itemId }: { itemId: string }) {
  const item = useRead(readItem, { params: { itemId } }, { staleTime: 0 })
  return (
    <Awaited read={item} label="Loading the case">
      {(loaded) => <Words item={loaded} />}
    </Awaited>
  )
}

function Words({ item }: { item: AgendaItem }) {
  return (
    <>
      <p className="govuk-body-l">
        <strong>{item.name || 'Name not given'}</strong>
      </p>
      {!item.basisInForce && <p className="govuk-body-l">A basis for sharing is needed.</p>}
      {item.herVoice.length > 0 && <h2 className="govuk-heading-l">Her voice</h2>}
      {item.herVoice.map((voice, index) => (
        <HerWords key={index} {...voice} />
      ))}
      {item.contributions.length > 0 && <h2 className="govuk-heading-l">What each agency knows</h2>}
      {item.contributions.map(({ id, agencyName, words }) => (
        <p key={id} className="govuk-body-l app-as-typed">
          <strong>{agencyName}:</strong> {words}
        </p>
      ))}
      {parts.map(
        (part) =>
          item.record[part] && (
            <section key={part}>
              <h2 className="govuk-heading-l">{partWords[part].label}</h2>
              <p className="govuk-body-l app-as-typed">{item.record[part]}</p>
            </section>
          ),
      )}
      {item.actions.length > 0 && (
        <>
          <h2 className="govuk-heading-l">Actions agreed</h2>
          <ul className="govuk-list govuk-list--bullet">
            {item.actions.map(({ id, what, ownerAgencyName }) => (
              <li key={id} className="govuk-body-l">
                {ownerAgencyName}: {what}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
