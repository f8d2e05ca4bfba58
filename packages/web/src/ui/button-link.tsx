import { classes } from './classes.ts'
import { type LinkElement, styledLink } from './link.ts'

type Props = {
  variant?: 'secondary' | 'warning' | 'inverse' | undefined
  /** The arrow of a first step. */
  start?: boolean
  children: LinkElement
}

/** A link that looks like a button: `<ButtonLink><Link to="…">Start a referral</Link></ButtonLink>`. */
export function ButtonLink({ variant, start = false, children: link }: Props) {
  const className = classes(
    'govuk-button',
    variant && `govuk-button--${variant}`,
    start && 'govuk-button--start',
  )
  if (!start) return styledLink(link, className)
  return styledLink(link, className, {
    children: (
      <>
        {link.props.children}
        <svg
          className="govuk-button__start-icon"
          xmlns="http://www.w3.org/2000/svg"
          width="17.5"
          height="19"
          viewBox="0 0 33 40"
          aria-hidden="true"
          focusable="false"
        >
          <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
        </svg>
      </>
    ),
  })
}
