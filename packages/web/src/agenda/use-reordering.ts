import { type PointerEvent, useState } from 'react'

interface Line {
  id: string
  caseReference: string
}

export interface Reordering<L extends Line> {
  ordered: readonly L[]
  /** Moves one line by one place, and says where it stands now. */
  move: (at: number, by: 1 | -1) => void
  /** For the handle of the line: pointer, pen and finger alike. */
  handle: (id: string) => {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void
    onPointerMove: (event: PointerEvent<HTMLElement>) => void
    onPointerUp: () => void
    onPointerCancel: () => void
  }
  dragging: string | null
  /** For the live region. */
  said: string
}

/** An order changed by keyboard or by dragging; `save` hears of it once for each move that ended elsewhere. */
export function useReordering<L extends Line>(
  lines: readonly L[],
  save: (ids: string[]) => void,
): Reordering<L> {
  const [dragged, setDragged] = useState<{ id: string; order: string[] } | null>(null)
  const [said, setSaid] = useState('')
  const byId = new Map(lines.map((line) => [line.id, line]))
  const current = lines.map(({ id }) => id)
  const ordered = dragged ? dragged.order.flatMap((id) => byId.get(id) ?? []) : lines
  const keep = (order: string[], id: string) => {
    if (order.join() === current.join()) return
    setSaid(`${byId.get(id)?.caseReference} is now ${order.indexOf(id) + 1} of ${order.length}`)
    save(order)
  }
  return {
    ordered,
    move: (at, by) => {
      const id = current[at]
      if (id) keep(moved(current, id, at + by), id)
    },
    handle: (id) => ({
      onPointerDown: (event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragged({ id, order: current })
      },
      onPointerMove: (event) => {
        if (dragged?.id !== id) return
        const under = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-agenda-line]')
        const over = under?.getAttribute('data-agenda-line')
        const place = over ? dragged.order.indexOf(over) : -1
        if (over !== id && place !== -1) setDragged({ id, order: moved(dragged.order, id, place) })
      },
      onPointerUp: () => {
        setDragged(null)
        if (dragged) keep(dragged.order, id)
      },
      onPointerCancel: () => setDragged(null),
    }),
    dragging: dragged?.id ?? null,
    said,
  }
}

/** The same ids with one of them at another place. */
const moved = (ids: readonly string[], id: string, place: number): string[] =>
  ids.filter((one) => one !== id).toSpliced(place, 0, id)
