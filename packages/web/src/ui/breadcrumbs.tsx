import { classes } from './classes.ts'
import { type LinkElement, styledLink } from './link.ts'

type Props = {
  links: LinkElement[]
  /** The page itself, last and not a link. */
  current?: string
  collapseOnMobile?: boolean
}

export function Breadcrumbs({ links, current, collapseOnMobile = false }: Props) {
  return (
    <nav
      className={classes('govuk-breadcrumbs', collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile')}
      aria-label="Breadcrumb"
    >
      <ol className="govuk-breadcrumbs__list">
        {links.map((link, index) => (
          <li className="govuk-breadcrumbs__list-item" key={index}>
            {styledLink(link, 'govuk-breadcrumbs__link')}
          </li>
        ))}
        {current !== undefined && (
          <li className="govuk-breadcrumbs__list-item" aria-current="page">
            {current}
          </li>
        )}
      </ol>
    </nav>
  )
}
