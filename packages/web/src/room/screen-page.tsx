import { onTheWall, outOnTheWall } from '@alongside/shared/agenda/stepping-out'
import { readMeeting } from '@alongside/shared/meetings/addresses'
import { isOpen } from '@alongside/shared/plan/rules'
import { headingOf } from '@alongside/shared/plan/telling'
import { readItem } from '@alongside/shared/room/addresses'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { useParams } from '@tanstack/react-router'
import { StepsOut, StepsOutLarge } from '../agenda/steps-out.tsx'
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
        const wall = onTheWall(loaded)
        const day = dayWords(calendar, loaded.startsAt)
        if (wall.shows === 'the case')
          return (
            <Page title="The room" heading={wall.line.caseReference}>
              <p className="app-screen__bar">
                <Light light={wall.line.light} /> <ItemClock line={wall.line} />
              </p>
              <StepsOut line={outOnTheWall(wall.line)} mode={loaded.mode} />
              <OnTheWall key={wall.line.id} itemId={wall.line.id} />
            </Page>
          )
        if (wall.shows === 'stepping out')
          return (
            <Page title="The room" heading="Before the next case" caption={day}>
              <StepsOutLarge line={outOnTheWall(wall.out)} mode={loaded.mode} />
              {wall.out.stepOut.some(({ guest }) => guest) && (
                <p className="govuk-body-l">Who was invited for another case waits outside.</p>
              )}
              <p className="govuk-body-l">
                Not everybody hears every case. Thank you for going; we call you back.
              </p>
            </Page>
          )
        return (
          <Page title="The room" heading={day}>
            {wall.shows === 'coming back' && (
              <p className="govuk-body-l">We call back who stepped out. Thank you for waiting.</p>
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

/** PLN-1: what stands, and what everybody in the room may see, whoever the screen is signed in as. */
const planOnWall = ({ plan }: AgendaItem) =>
  plan.filter((line) => isOpen(line) && line.limitedTo.length === 0)

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
      {planOnWall(item).length > 0 && <h2 className="govuk-heading-l">The plan</h2>}
      {planOnWall(item).map((line) => (
        <p key={line.id} className="govuk-body-l app-as-typed">
          <strong>{headingOf(line)}:</strong> {line.words}
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
