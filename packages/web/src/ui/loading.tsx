type Props = {
  /** What is awaited: "Loading the referrals". Said to screen readers once. */
  label: string
  /** How many lines to hold the place of, about as many as will come, so that the page does not jump. */
  lines?: number
}

const widths = ['wide', 'full', 'narrow'] as const

/** Holds the place of what is coming. Drawn only after a moment, so that a quick answer does not flash. */
export function Loading({ label, lines = 6 }: Props) {
  return (
    <div className="app-loading" aria-busy="true">
      <output className="govuk-visually-hidden">{label}</output>
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          className={`app-loading__line app-loading__line--${widths[line % 3]}`}
          aria-hidden="true"
        />
      ))}
    </div>
  )
}
