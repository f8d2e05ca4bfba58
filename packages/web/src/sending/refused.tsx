import type { Problems } from '@alongside/shared/problem'
import { requestProblems } from '@alongside/shared/request-problems'
import { ProblemError } from '../client/transport.ts'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { fieldId } from '../ui/field-id.ts'
import { sentence } from '../ui/sentence.ts'

type Props = {
  error: Error | null
  attempt?: number
  /** Where this form's fields hang, on a page with several forms: their names begin with it. */
  under?: string
}

/** Why something did not go through, in the problem's own words, linking to each field that it names. */
export function Refused({ error, attempt = 0, under = '' }: Props) {
  if (!error) return null
  return <ErrorSummary key={attempt} {...refusalWords(error, { under })} />
}

interface Asked {
  under?: string
  /** Nothing was sent to be saved: whoever only reads typed nothing. */
  reads?: boolean
}

export function refusalWords(error: Error, { under = '', reads = false }: Asked = {}) {
  if (!(error instanceof ProblemError)) {
    return {
      title: 'Alongside cannot be reached',
      description: `Check the connection and try again.${reads ? '' : ' What you typed is still here.'}`,
      items: [],
    }
  }
  const { code, detail, instance, errors = [] } = error.problem
  const title = (reads && (requestProblems as Problems)[code]?.titleOfRead) || error.problem.title
  const items = errors.map((fault) => ({
    text: sentence(fault.detail),
    href: `#${fieldId(under + fault.pointer)}`,
  }))
  // The catalogue's words for a malformed request are for programs.
  if (code === 'request.invalid') return { title: 'There is a problem', items }
  // What happened is in our log under this number; the catalogue tells programs where to find it.
  if (code === 'internal' && instance)
    return {
      title,
      description: `Try again. If it goes on, tell us this number: ${instance.replace('urn:uuid:', '')}`,
      items,
    }
  return { title, description: detail, items }
}

export { sentence }
