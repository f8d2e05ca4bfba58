import type { HerNo } from '@alongside/shared/limits/schema'
import { dateWords } from '../time/words.ts'

interface Props {
  herNoes: readonly HerNo[]
  /** What is said by agreeing. */
  intro: string
  /** Each by its case, where they are of several. */
  byCase?: boolean
}

/** ACC-8: what was refused, read by who lets somebody know of her before it is agreed to. */
export function NoesToRead({ herNoes, intro, byCase = false }: Props) {
  if (herNoes.length === 0) return null
  return (
    <>
      <p className="govuk-body">{intro}</p>
      <ul className="govuk-list govuk-list--bullet">
        {herNoes.map(({ limitId, caseReference, what, words, saidOn }) => (
          <li key={limitId}>
            {byCase ? `${caseReference}: she` : 'She'} said no to {what} on {dateWords(saidOn)}
            {words && (
              <>
                : <span className="app-as-typed">{words}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
