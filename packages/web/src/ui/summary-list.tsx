import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { type LinkElement, styledLink } from './link.ts'

export type SummaryRow = {
  key: string
  value: ReactNode
  /** Links such as `<Link to="…">Change</Link>`. */
  actions?: LinkElement[] | undefined
  /** What a screen reader adds to each action: "Change (name)". The key in lower case when left out. */
  about?: string
}

type Props = {
  rows: SummaryRow[]
  /** Puts the list in a card under this heading. */
  card?: { title: string; headingLevel?: 2 | 3 | 4; actions?: LinkElement[] }
  noBorder?: boolean
}

/** Answers to check, or the particulars of a thing. */
export function SummaryList({ rows, card, noBorder }: Props) {
  const anyActions = rows.some((row) => row.actions?.length)
  const list = (
    <dl className={classes('govuk-summary-list', noBorder && 'govuk-summary-list--no-border')}>
      {rows.map((row) => (
        <div
          key={row.key}
          className={classes(
            'govuk-summary-list__row',
            anyActions && !row.actions?.length && 'govuk-summary-list__row--no-actions',
          )}
        >
          <dt className="govuk-summary-list__key">{row.key}</dt>
          <dd className="govuk-summary-list__value">{row.value}</dd>
          {row.actions && row.actions.length > 0 && (
            <dd className="govuk-summary-list__actions">
              <RowActions links={namedLinks(row.actions, row.about ?? row.key.toLowerCase(), card?.title)} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
  if (!card) return list
  const Heading = `h${card.headingLevel ?? 2}` as const
  return (
    <div className="govuk-summary-card">
      <div className="govuk-summary-card__title-wrapper">
        <Heading className="govuk-summary-card__title">{card.title}</Heading>
        {card.actions && card.actions.length > 0 && (
          <CardActions links={namedLinks(card.actions, undefined, card.title)} />
        )}
      </div>
      <div className="govuk-summary-card__content">{list}</div>
    </div>
  )
}

function RowActions({ links }: { links: LinkElement[] }) {
  if (links.length === 1) return links[0]
  return (
    <ul className="govuk-summary-list__actions-list">
      {links.map((link, index) => (
        <li className="govuk-summary-list__actions-list-item" key={index}>
          {link}
        </li>
      ))}
    </ul>
  )
}

function CardActions({ links }: { links: LinkElement[] }) {
  if (links.length === 1) return <div className="govuk-summary-card__actions">{links[0]}</div>
  return (
    <ul className="govuk-summary-card__actions">
      {links.map((link, index) => (
        <li className="govuk-summary-card__action" key={index}>
          {link}
        </li>
      ))}
    </ul>
  )
}

/** Links that say to a screen reader what they act on: "Change name (Undergraduate teaching assistant)". */
function namedLinks(links: LinkElement[], about: string | undefined, card: string | undefined) {
  const hidden = classes(about, card !== undefined && `(${card})`)
  return links.map((link) =>
    styledLink(link, 'govuk-link', {
      children: (
        <>
          {link.props.children}
          <span className="govuk-visually-hidden"> {hidden}</span>
        </>
      ),
    }),
  )
}
