import { cloneElement, type MouseEventHandler, type ReactElement, type ReactNode } from 'react'
import { classes } from './classes.ts'

type LinkProps = {
  className?: string
  children?: ReactNode
  id?: string
  rel?: string
  onClick?: MouseEventHandler<HTMLAnchorElement>
  'aria-describedby'?: string
  'aria-current'?: 'page' | 'true'
}

/** A link as the caller writes it: the router's `<Link to="…">Text</Link>`, or a plain `<a href="…">Text</a>`. */
export type LinkElement = ReactElement<LinkProps>

/** The caller's link with the kit's class and attributes added; its own class stays. */
export function styledLink(link: LinkElement, className: string, extra: Omit<LinkProps, 'className'> = {}) {
  return cloneElement(link, { ...extra, className: classes(className, link.props.className) })
}
