import type { Limit } from '@alongside/shared/limits/schema'

/** ACC-8: said before a no of hers is lifted, in whichever way it is. */
export function ToldOfLifting({ limits }: { limits: readonly Pick<Limit, 'promisedBy'>[] }) {
  const promised = [...new Set(limits.map(({ promisedBy }) => promisedBy.agencyName))]
  return (
    <p>
      {promised.join(' and ')} gave her the promise, and {promised.length > 1 ? 'are' : 'is'} told.
    </p>
  )
}
