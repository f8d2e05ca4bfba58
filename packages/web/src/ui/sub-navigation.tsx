import { useEffect, useRef } from 'react'
import { type LinkElement, styledLink } from './link.ts'

type Props = { label: string; items: { link: LinkElement; current?: boolean }[] }

/**
 * The pages of one case. The router's Link marks the current one itself; plain links say `current`. On a phone they are one
 * row that is moved sideways, with the current one in sight.
 */
export function SubNavigation({ label, items }: Props) {
  const row = useRef<HTMLElement>(null)
  const { pathname } = window.location
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (row.current && current)
      row.current.scrollLeft = current.offsetLeft - (row.current.clientWidth - current.offsetWidth) / 2
  }, [pathname])
  return (
    <nav ref={row} className="moj-sub-navigation" aria-label={label}>
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
