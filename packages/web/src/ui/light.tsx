import { classes } from './classes.ts'

export type LightColour = 'red' | 'amber' | 'green'

const words = { red: 'Red', amber: 'Amber', green: 'Green', unknown: 'Not yet known' } as const

/**
 * The traffic light of a referral: word, shape and colour together, so that it is read without seeing colours,
 * in forced colours and on black-and-white paper. Red is an octagon, amber a triangle, green a circle; a dashed ring is none
 * yet (REF-15).
 */
export function Light({ light, large = false }: { light: LightColour | null; large?: boolean }) {
  const shown = light ?? 'unknown'
  return (
    <span className={classes('app-light', `app-light--${shown}`, large && 'app-light--large')}>
      <svg
        className="app-light__shape"
        viewBox="0 0 24 24"
        width="24"
        height="24"
        aria-hidden="true"
        focusable="false"
      >
        {light === 'red' && <path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z" />}
        {light === 'amber' && <path d="M12 2l10.5 19h-21z" />}
        {light === 'green' && <circle cx="12" cy="12" r="10" />}
        {light === null && <circle cx="12" cy="12" r="10" />}
      </svg>
      <span className="app-light__word">{words[shown]}</span>
    </span>
  )
}
