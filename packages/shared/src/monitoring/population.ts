import type { Sheet } from '../imports/cells.ts'
import type { Fault } from '../problems.ts'
import { answerWords, categoriesOf, untold } from './characteristics.ts'
import type { Population } from './contract.ts'
import type { Question } from './figures.ts'

/** The answers that a local population can be counted by: not by what was never asked. */
export const populationAnswers = (question: Question): readonly string[] =>
  categoriesOf(question).filter(
    (answer) => answer !== 'under_18' && !(untold as readonly string[]).includes(answer),
  )

/**
 * A table of the Census: category and number in the first and the last column. Categories are tokens or their words,
 * whatever their case; the Census writes a group after its heading («Asian: Indian»), which is read too. What a question
 * has and the table lacks is 0.
 */
export function populationIn(
  question: Question,
  { rows }: Sheet,
): { answers: Population['answers']; faults: Fault[] } {
  const words = answerWords[question]
  const known = new Map(
    populationAnswers(question).flatMap((answer) => [
      [answer, answer] as const,
      [words[answer]?.toLowerCase() ?? answer, answer] as const,
    ]),
  )
  const people = new Map<string, number>()
  const faults: Fault[] = []
  for (const { row, cells } of rows) {
    if (cells.every((cell) => cell.trim() === '')) continue
    const category = (cells[0] ?? '').trim()
    const answer = known.get(category.toLowerCase()) ?? known.get(afterHeading(category).toLowerCase())
    const number = (cells.at(-1) ?? '').replaceAll(/[ ,]/g, '')
    const fault = (detail: string) =>
      faults.push({ pointer: '/csv', code: 'invalid', detail: `row ${row}: ${detail}` })
    if (!answer) fault(`“${category.slice(0, 80)}” is no category of this question`)
    else if (people.has(answer)) fault(`“${words[answer]}” stands there twice`)
    else if (cells.length < 2 || !/^\d{1,8}$/.test(number)) fault(`“${words[answer]}” has no whole number`)
    else people.set(answer, Number(number))
  }
  if (people.size === 0 && faults.length === 0)
    faults.push({ pointer: '/csv', code: 'required', detail: 'has no row after its header' })
  const answers = populationAnswers(question).map((answer) => ({ answer, people: people.get(answer) ?? 0 }))
  return { answers, faults }
}

/** «White: Irish» is Irish. */
const afterHeading = (category: string) => category.slice(category.indexOf(':') + 1).trim()
