import { suggestAgendaOrder } from '@alongside/shared/agenda/addresses'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { itemsOpen } from '@alongside/shared/room/rules'
import { useRead } from '../client/hooks.ts'
import { Button } from '../ui/button.tsx'
import { Light } from '../ui/light.tsx'

type Props = { meeting: Meeting; busy: boolean; onTake: (ids: string[]) => void }

/** ACC-9: the order in which people step out as few times as can be, beside hers; nothing where hers is as good. */
export function SuggestedOrder({ meeting, busy, onTake }: Props) {
  const suggestion = useRead(suggestAgendaOrder, { params: { meetingId: meeting.id } }, { staleTime: 0 })
  const listed = new Map(itemsOpen(meeting.agenda).map((line) => [line.id, line]))
  if (!suggestion.data) return null
  const { items, timesOut, timesOutNow } = suggestion.data
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
