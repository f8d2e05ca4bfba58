import { classes } from './classes.ts'

type Props = {
  /** How long is left: "in 2 working days". */
  relative: string
  /** The same exactly: "by Tuesday 14 April, end of day". */
  exact: string
  /** ISO 8601, for machines. */
  dateTime?: string
  state?: 'late' | 'soon' | undefined
}

const words = { late: 'Late', soon: 'Due soon' } as const

/** A deadline said both ways; its state by a word and an icon, never by colour alone. */
export function Deadline({ relative, exact, dateTime, state }: Props) {
  return (
    <span className={classes('app-deadline', state && `app-deadline--${state}`)}>
      {state && (
        <strong className="app-deadline__state">
          <svg
            className="app-deadline__icon"
            viewBox="0 0 20 20"
            width="20"
            height="20"
            aria-hidden="true"
            focusable="false"
          >
            {state === 'late' ? (
              <path d="M10 1l9.5 17.5H.5zM9 7v6h2V7zm0 7.5v2h2v-2z" fillRule="evenodd" />
            ) : (
              <path
                d="M10 0a10 10 0 100 20 10 10 0 000-20zm0 2.5a7.5 7.5 0 110 15 7.5 7.5 0 010-15zM9 5v6l4.5 2.7 1-1.6L11 10V5z"
                fillRule="evenodd"
              />
            )}
          </svg>
          {words[state]}:
        </strong>
      )}{' '}
      {relative} — <time dateTime={dateTime}>{exact}</time>
    </span>
  )
}
