interface Props {
  heading: string
  /** Each as somebody typed it; none: nothing is shown. */
  items: readonly string[]
}

/** What is known of her under one heading, in the room as on paper. */
export function TypedList({ heading, items }: Props) {
  if (items.length === 0) return null
  return (
    <>
      <h3 className="govuk-heading-s">{heading}</h3>
      <ul className="govuk-list govuk-list--bullet">
        {items.map((item) => (
          <li key={item} className="app-as-typed">
            {item}
          </li>
        ))}
      </ul>
    </>
  )
}
