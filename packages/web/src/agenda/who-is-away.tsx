import { suggestAgendaOrder } from '@alongside/shared/agenda/addresses'
import type { AgendaSuggestion } from '@alongside/shared/agenda/contract'
import { awayWords } from '@alongside/shared/agenda/stepping-out'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { itemsOpen } from '@alongside/shared/room/rules'
import { useRead } from '../client/hooks.ts'
import { useCalendar } from '../session/partnership.ts'
import { timeWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { Light } from '../ui/light.tsx'

type Props = { meeting: Meeting; busy: boolean; onTake: (ids: string[]) => void }

/** ACC-9: who steps out, each agency once, with about when; and the order in which they do so as few times as can be. */
export function WhoIsAway(props: Props) {
  const suggestion = useRead(
    suggestAgendaOrder,
    { params: { meetingId: props.meeting.id } },
    { staleTime: 0 },
  )
  if (!suggestion.data) return null
  return (
    <>
      <Away away={suggestion.data.away} />
      <SuggestedOrder {...props} suggestion={suggestion.data} />
    </>
  )
}

function Away({ away }: Pick<AgendaSuggestion, 'away'>) {
  const calendar = useCalendar()
  if (away.length === 0) return null
  return (
    <section className="app-section" aria-labelledby="who-is-away">
      <h2 className="govuk-heading-m" id="who-is-away">
        Who steps out, and when
      </h2>
      <ul className="govuk-list">
        {away.map(({ agencyName, people }) => (
          <li key={agencyName}>
            <strong>{agencyName}</strong>
            {people.map(({ names, notNeeded }) => (
              <span key={names.join()} className="app-away">
                {names.join(', ')}: {awayWords(notNeeded, (at) => timeWords(calendar, at))}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <p className="govuk-body app-quiet">
        By the order and the minutes above. Each reads this time once the agenda is published, and nothing
        more.
      </p>
    </section>
  )
}

/** Beside hers; nothing where hers is as good. */
function SuggestedOrder({ meeting, busy, onTake, suggestion }: Props & { suggestion: AgendaSuggestion }) {
  const listed = new Map(itemsOpen(meeting.agenda).map((line) => [line.id, line]))
  const { items, timesOut, timesOutNow } = suggestion
  if (timesOut >= timesOutNow || items.some((id) => !listed.has(id)) || items.length !== listed.size)
    return null
  return (
    <section className="app-section app-suggested" aria-labelledby="suggested-order">
      <h2 className="govuk-heading-m" id="suggested-order">
        Suggested order
      </h2>
      <p className="govuk-body">
        People step out {times(timesOut)} instead of {times(timesOutNow)}. The more serious light stays first.
      </p>
      <ol className="govuk-list govuk-list--number">
        {items.map((id) => {
          const line = listed.get(id)
          return (
            line && (
              <li key={id}>
                <span className="app-nowrap">{line.caseReference}</span> <Light light={line.light} />
              </li>
            )
          )
        })}
      </ol>
      <Button type="button" variant="secondary" busy={busy} onClick={() => onTake(items)}>
        Take this order
      </Button>
    </section>
  )
}

const times = (n: number) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`)
