import type { ReactNode } from 'react'

export type TimelineItem = {
  key: string
  title: ReactNode
  /** Who did it. */
  by?: ReactNode
  /** ISO 8601, for machines, and the same in words. */
  dateTime: string
  when: string
  children?: ReactNode
}

/** What happened, newest first as a rule. An ordered list, so that its length is announced. */
export function Timeline({ items, headingLevel = 2 }: { items: TimelineItem[]; headingLevel?: 2 | 3 | 4 }) {
  const Heading = `h${headingLevel}` as const
  return (
    <ol className="moj-timeline app-timeline">
      {items.map((item) => (
        <li className="moj-timeline__item" key={item.key}>
          <div className="moj-timeline__header">
            <Heading className="moj-timeline__title">{item.title}</Heading>{' '}
            {item.by != null && <p className="moj-timeline__byline">by {item.by}</p>}
          </div>
          <p className="moj-timeline__date">
            <time dateTime={item.dateTime}>{item.when}</time>
          </p>
          {item.children != null && <div className="moj-timeline__description">{item.children}</div>}
        </li>
      ))}
    </ol>
  )
}
