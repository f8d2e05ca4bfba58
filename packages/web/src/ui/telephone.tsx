/** A number that a telephone rings at one touch. */
export const Telephone = ({ number }: { number: string }) => (
  <a className="govuk-link" href={`tel:${number.replaceAll(/[^\d+]/g, '')}`}>
    {number}
  </a>
)
