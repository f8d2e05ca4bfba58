import { noTo } from '@alongside/shared/limits/of-person'
import type { Limit } from '@alongside/shared/limits/schema'
import { dateWords } from '../time/words.ts'

interface Props {
  ids: readonly string[] | undefined
  limits: readonly Limit[]
  nameOf: (agencyId: string) => string
}

/** ACC-8: agencies that a record names, and apart from them those that see nothing by it, since she said no to them. */
export function NotTo({ ids = [], limits, nameOf }: Props) {
  const refused = ids.flatMap((id) => noTo(id, limits) ?? [])
  const named = ids.filter((id) => !refused.some(({ agencyId }) => agencyId === id)).map(nameOf)
  return (
    <>
      {named.join(', ') || (refused.length === 0 && 'Nobody')}
      {refused.map(({ id, agencyName, saidOn }) => (
        <div key={id}>
          <strong>Not {agencyName}</strong>: she said no on {dateWords(saidOn)}
        </div>
      ))}
    </>
  )
}
