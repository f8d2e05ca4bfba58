import type { Look } from '@alongside/shared/outcomes/contract'
import { safetyLevel } from '@alongside/shared/outcomes/rules'
import { type Safety, safetyScale } from '@alongside/shared/outcomes/values'
import { occasionWords } from '@alongside/shared/outcomes/words'
import { useId } from 'react'
import { sentence } from '../sending/refused.tsx'
import { dateWords } from '../time/words.ts'
import { safetyWords } from './words.ts'

/** Units of the drawing: narrow enough to be read at 320 pixels without shrinking its letters. */
const frame = { width: 288, height: 168, left: 24, right: 16, top: 20, bottom: 28 }
const levels = safetyScale.map(safetyLevel)

export type Point = Pick<Look, 'id' | 'lookedOn' | 'occasion'> & { safety: Safety }

/** Looks at which she said how safe she feels, as the line draws them. */
export const pointsOf = (looks: readonly Look[]): Point[] =>
  looks.flatMap(({ id, lookedOn, occasion, answers: { safety } }) =>
    safety ? [{ id, lookedOn, occasion, safety }] : [],
  )

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** Across by date, so that a long silence looks long; up by the scale. */
export function placesOf(points: readonly Point[]): { x: number; y: number }[] {
  const days = points.map(({ lookedOn }) => dayNumber(lookedOn))
  const [first, last] = [Math.min(...days), Math.max(...days)]
  const room = frame.width - frame.left - frame.right
  return points.map(({ safety }, at) => ({
    x: frame.left + (last === first ? room / 2 : (((days[at] ?? first) - first) / (last - first)) * room),
    y: heightOf(safetyLevel(safety)),
  }))
}

const heightOf = (level: number) =>
  frame.top + ((levels.length - level) / (levels.length - 1)) * (frame.height - frame.top - frame.bottom)

/** MON-2: how safe she feels over time. The table beneath it on the page says the same in words. */
export function SafetyLine({ points }: { points: readonly Point[] }) {
  const id = useId()
  const places = placesOf(points)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  return (
    <figure className="app-line">
      <svg
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-desc`}
        focusable="false"
      >
        <title id={`${id}-title`}>How safe she feels, over time</title>
        <desc id={`${id}-desc`}>
          {points
            .map(
              ({ lookedOn, safety }) =>
                `${dateWords(lookedOn)}: ${safetyLevel(safety)} of 5, ${safetyWords[safety].toLowerCase()}`,
            )
            .join('; ')}
        </desc>
        {levels.map((level) => (
          <g key={level}>
            <line
              className="app-line__grid"
              x1={frame.left}
              x2={frame.width - frame.right}
              y1={heightOf(level)}
              y2={heightOf(level)}
            />
            <text className="app-line__letters" x={frame.left - 10} y={heightOf(level) + 4} textAnchor="end">
              {level}
            </text>
          </g>
        ))}
        <polyline className="app-line__line" points={places.map(({ x, y }) => `${x},${y}`).join(' ')} />
        {points.map((point, at) => {
          const place = places[at]
          return (
            place && (
              <circle key={point.id} className="app-line__point" cx={place.x} cy={place.y} r="5">
                <title>{`${sentence(occasionWords[point.occasion])}, ${dateWords(point.lookedOn)}: ${safetyWords[point.safety]}`}</title>
              </circle>
            )
          )
        })}
        <text className="app-line__letters" x={frame.left} y={frame.height - 6}>
          {dateWords(first.lookedOn)}
        </text>
        {last.lookedOn !== first.lookedOn && (
          <text
            className="app-line__letters"
            x={frame.width - frame.right}
            y={frame.height - 6}
            textAnchor="end"
          >
            {dateWords(last.lookedOn)}
          </text>
        )}
      </svg>
      <figcaption className="app-quiet">5 is safe, 1 is not safe at all. The table says the same.</figcaption>
    </figure>
  )
}
