import type { ReactNode } from 'react'
import { type LinkElement, styledLink } from './link.ts'

type Props = {
  /** Links whose text names what they lead to: `<Link search={…}>Newer referrals</Link>`. */
  newer?: LinkElement | undefined
  older?: LinkElement | undefined
  label?: string
}

const arrows = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
} as const

/** Steps through a list by cursor: newer and older, no page numbers. */
export function Pagination({ newer, older, label = 'Pagination' }: Props) {
  if (!newer && !older) return null
  return (
    <nav className="govuk-pagination govuk-pagination--block" aria-label={label}>
      {newer && <div className="govuk-pagination__prev">{step(newer, 'prev')}</div>}
      {older && <div className="govuk-pagination__next">{step(older, 'next')}</div>}
    </nav>
  )
}

function step(link: LinkElement, rel: keyof typeof arrows): ReactNode {
  return styledLink(link, 'govuk-link govuk-pagination__link', {
    rel,
    children: (
      <>
        <svg
          className={`govuk-pagination__icon govuk-pagination__icon--${rel}`}
          height="13"
          width="15"
          aria-hidden="true"
          focusable="false"
          viewBox="0 0 15 13"
        >
          <path d={arrows[rel]} />
        </svg>
        <span className="govuk-pagination__link-title govuk-pagination__link-title--decorated">
          {link.props.children}
        </span>
      </>
    ),
  })
}
