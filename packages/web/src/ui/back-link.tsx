import { type LinkElement, styledLink } from './link.ts'

/** `<BackLink><Link to="…">Back to the referrals</Link></BackLink>` */
export function BackLink({ children }: { children: LinkElement }) {
  return styledLink(children, 'govuk-back-link')
}
