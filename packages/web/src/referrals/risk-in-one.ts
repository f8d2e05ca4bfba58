import type { Fault } from '@alongside/shared/problems'

const ownLines = 3
const isOfAnswer = ({ pointer, code }: Fault) =>
  code === 'missing' && /^\/answers\/indicators\/[^/]+$/.test(pointer)

/**
 * REF-5: what is missing, as it is listed. Many questions about risk without an answer are one thing to do, and one line, which
 * leads to the first of them; on their page each is named.
 */
export function riskInOne(faults: readonly Fault[]): Fault[] {
  const unanswered = faults.filter(isOfAnswer)
  const [first] = unanswered
  if (!first || unanswered.length <= ownLines) return [...faults]
  return faults.flatMap((fault) => {
    if (fault === first)
      return { ...fault, detail: `Answer the ${unanswered.length} questions about risk that are still open` }
    return isOfAnswer(fault) ? [] : fault
  })
}
