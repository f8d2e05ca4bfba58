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

/** As the Census writes what we write otherwise, in small letters. */
const censusWords: Partial<Record<Question, Readonly<Record<string, string>>>> = {
  ethnicity: {
    'other asian': 'other_asian',
    'other black': 'other_black',
    'other mixed or multiple ethnic groups': 'other_mixed',
    'other white': 'other_white',
  },
  sexualOrientation: { 'all other sexual orientations': 'other' },
}
/** Nobody's answer: counted apart from every answer. */
const notAnswered = 'not answered'

/**
 * A table of the Census: the number in the last column, before it the category, with codes and places around it or not. Categories are tokens
 * or their words, whatever their case; the Census writes a group after its heading («Asian: Indian»), which is read too. What a question has and
 * the table lacks is 0; but a table that counts the bisexual among others is refused, for nobody could be held against it.
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
  for (const [word, answer] of Object.entries(censusWords[question] ?? {})) known.set(word, answer)
  const meant = (cell: string) => known.get(cell.toLowerCase()) ?? known.get(afterHeading(cell).toLowerCase())
  const people = new Map<string, number>()
  const faults: Fault[] = []
  for (const { row, cells } of rows) {
    if (cells.every((cell) => cell.trim() === '')) continue
    const before = cells.slice(0, -1).map((cell) => cell.trim())
    if (before.some((cell) => cell.toLowerCase() === notAnswered)) continue
    const category = before.find((cell) => meant(cell)) ?? before[0] ?? (cells[0] ?? '').trim()
    const answer = meant(category)
    const number = (cells.at(-1) ?? '').replaceAll(/[ ,]/g, '')
    const fault = (detail: string) =>
      faults.push({ pointer: '/csv', code: 'invalid', detail: `row ${row}: ${detail}` })
    if (!answer) fault(`“${category.slice(0, 80)}” is no category of this question`)
    else if (people.has(answer)) fault(`“${words[answer]}” stands there twice`)
    else if (cells.length < 2 || !/^\d{1,8}$/.test(number)) fault(`“${words[answer]}” has no whole number`)
    else people.set(answer, Number(number))
  }
  if (question === 'sexualOrientation' && people.has('other') && !people.has('bisexual'))
    faults.push({
      pointer: '/csv',
      code: 'invalid',
      detail: 'counts the bisexual among others: take the table of the Census with more categories',
    })
  if (people.size === 0 && faults.length === 0)
    faults.push({ pointer: '/csv', code: 'required', detail: 'has no row after its header' })
  const answers = populationAnswers(question).map((answer) => ({ answer, people: people.get(answer) ?? 0 }))
  return { answers, faults }
}

/** «White: Irish» is Irish. */
const afterHeading = (category: string) => category.slice(category.indexOf(':') + 1).trim()
