import { type LinkElement, styledLink } from './link.ts'

type Props = { label: string; items: { link: LinkElement; current?: boolean }[] }

/** The pages of one case. The router's Link marks the current one itself; plain links say `current`. */
export function SubNavigation({ label, items }: Props) {
  return (
    <nav className="moj-sub-navigation" aria-label={label}>
      <ul className="moj-sub-navigation__list">
        {items.map(({ link, current }, index) => (
          <li className="moj-sub-navigation__item" key={index}>
            {styledLink(link, 'moj-sub-navigation__link', current ? { 'aria-current': 'page' } : {})}
          </li>
        ))}
      </ul>
    </nav>
  )
}
