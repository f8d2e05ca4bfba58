import { onTheWall, outOnTheWall } from '@alongside/shared/agenda/stepping-out'
import { readMeeting } from '@alongside/shared/meetings/addresses'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { isOpen } from '@alongside/shared/plan/rules'
import { headingOf } from '@alongside/shared/plan/telling'
import { readItem } from '@alongside/shared/room/addresses'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { useParams } from '@tanstack/react-router'
import { StepsOut, StepsOutLarge } from '../agenda/steps-out.tsx'
import { HerWords } from '../cases/voice-words.tsx'
import { useRead } from '../client/hooks.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
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
          return <CaseOnTheWall key={wall.line.id} line={wall.line} mode={loaded.mode} />
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

function CaseOnTheWall({ line, mode }: { line: Meeting['agenda'][number]; mode: Meeting['mode'] }) {
  const item = useRead(readItem, { params: { itemId: line.id } }, { staleTime: 0 })
  return (
    <AwaitedPage read={item} title="The room" label="Loading the case">
      {(loaded) => (
        <Page title="The room" heading={nameOnWall(loaded, line.caseReference)}>
          <p className="app-screen__bar">
            <Light light={line.light} /> <ItemClock line={line} />{' '}
            <span className="app-quiet app-nowrap">{line.caseReference}</span>
          </p>
          <StepsOut line={outOnTheWall(line)} mode={mode} />
          {!loaded.basisInForce && <p className="govuk-body-l">A basis for sharing is needed.</p>}
          <div className="app-screen__columns">
            <Told item={loaded} />
            <Agreed item={loaded} />
          </div>
        </Page>
      )}
    </AwaitedPage>
  )
}

/** Whom people talk of, and not a number; without a basis nothing is said of her but that. */
const nameOnWall = ({ name, basisInForce }: AgendaItem, reference: string) =>
  name || (basisInForce ? 'Name not given' : reference)

/** PLN-1: what stands, and what everybody in the room may see, whoever the screen is signed in as. */
const planOnWall = ({ plan }: AgendaItem) =>
  plan.filter((line) => isOpen(line) && line.limitedTo.length === 0)

/** What she says, and what each agency does. */
function Told({ item: { herVoice, contributions } }: { item: AgendaItem }) {
  if (herVoice.length === 0 && contributions.length === 0) return null
  return (
    <div>
      {herVoice.length > 0 && <h2 className="govuk-heading-l">Her voice</h2>}
      {herVoice.map((voice, index) => (
        <HerWords key={index} {...voice} />
      ))}
      {contributions.length > 0 && <h2 className="govuk-heading-l">What each agency knows</h2>}
      {contributions.map(({ id, agencyName, words }) => (
        <p key={id} className="govuk-body-l app-as-typed">
          <strong>{agencyName}:</strong> {words}
        </p>
      ))}
    </div>
  )
}

/** Beside it, for nobody scrolls a wall: what grows while one looks first, so that all see what is agreed in their name. */
function Agreed({ item }: { item: AgendaItem }) {
  const { record, actions } = item
  const plan = planOnWall(item)
  const said = parts.filter((part) => record[part])
  if (actions.length === 0 && plan.length === 0 && said.length === 0) return null
  return (
    <div>
      {actions.length > 0 && (
        <>
          <h2 className="govuk-heading-l">Actions agreed</h2>
          <ul className="govuk-list govuk-list--bullet">
            {actions.map(({ id, what, ownerAgencyName }) => (
              <li key={id} className="govuk-body-l">
                {ownerAgencyName}: {what}
              </li>
            ))}
          </ul>
        </>
      )}
      {said.map((part) => (
        <section key={part}>
          <h2 className="govuk-heading-l">{partWords[part].label}</h2>
          <p className="govuk-body-l app-as-typed">{record[part]}</p>
        </section>
      ))}
      {plan.length > 0 && <h2 className="govuk-heading-l">The plan</h2>}
      {plan.map((line) => (
        <p key={line.id} className="govuk-body-l app-as-typed">
          <strong>{headingOf(line)}:</strong> {line.words}
        </p>
      ))}
    </div>
  )
}
