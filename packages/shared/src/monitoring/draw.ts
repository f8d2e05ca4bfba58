import categories from '../../data/equality-categories.json' with { type: 'json' }
import { ethnicityGroups } from '../referrals/equality.ts'
import { answerWords, categoriesOf, ethnicHeading, ethnicHeadings } from './characteristics.ts'
import type { Discussed, Figures, Population } from './contract.ts'
import { type Figure, figures, outcomeWords, type Question, questionNames, questions } from './figures.ts'
import { type Period, reportName } from './periods.ts'
import { type Released, relationsAmong } from './related-reports.ts'
import type { PublicCount, ReportContent, ReportTable } from './reports-contract.ts'
import { explain } from './suppression/explain.ts'
import { publish } from './suppression/publish.ts'
import { addsUp } from './suppression/relations.ts'
import type { CountName, Relation, Report, Suppressed, Table } from './suppression/report.ts'
import { suppress } from './suppression/suppress.ts'

export interface Drawing {
  period: Period
  edition: number
  people: Pick<Discussed, 'people' | 'questions'>
  figures: Figures['figures']
  populations: readonly Population[]
  /** Every report of the partnership that is out, as it was decided upon. */
  released: readonly Released[]
  roundTo: number | null
  now: string
}

export interface Drawn {
  decided: Suppressed
  content: ReportContent
}

/** A table of a report, and where its numbers stand. */
interface Planned {
  margin: string
  name: string
  title: string
  definition: string
  question: Question | null
  middleHours: number | null
}

/** Ethnicity is published under its headings and in full: two tables of one margin, whose groups add up to their heading. */
const inFull = 'ethnicity_in_full'

/**
 * MON-1, MON-2: draws a report so that nobody can be found in it, alone or with every report before it. `decided` holds
 * the true counts and is never let out; `content` is all that is published.
 */
export function drawReport(drawing: Drawing): Drawn {
  const { period, edition, released, roundTo, now } = drawing
  const name = reportName(period, edition)
  const planned = [...peopleTables(), ...figureTables(drawing.figures)]
  const report: Report = {
    name,
    margins: {
      people: drawing.people.people,
      ...Object.fromEntries(drawing.figures.map(({ figure, total }) => [figure, total])),
    },
    tables: planned.map((table) => countedTable(table, drawing)),
  }
  const decided = suppress(report, {
    threshold: categories.suppression.threshold,
    roundTo,
    published: released.map((one) => one.decided),
    // Under one mark for all that is withheld, far less has to be.
    marks: 'alike',
    relations: [
      ...released.flatMap((one) => withinOne(one.decided.report.name)),
      ...withinOne(name),
      ...relationsAmong([
        ...released.map(({ decided: { report: out }, ...dated }) => ({ ...dated, report: out })),
        { period, edition, report },
      ]),
    ],
  })
  const out = publish(decided)
  // Under one mark nothing says `small`.
  const oneMark = (count: number | 'small' | 'withheld'): PublicCount =>
    count === 'small' ? 'withheld' : count
  const content: ReportContent = {
    drawnAt: now,
    threshold: decided.rules.threshold,
    roundedTo: roundTo,
    tables: planned.map((table, at) => {
      const { cells, withheld } = out.tables[at]!
      const marked = Object.fromEntries(Object.entries(cells).map(([cell, count]) => [cell, oneMark(count)]))
      const total = oneMark(out.margins[table.margin] ?? 0)
      return publicTable(table, total, marked, withheld, drawing.populations)
    }),
    whyWithheld: wordsOf(decided, planned),
  }
  return { decided, content }
}

/** Of every report: the groups of a heading add up to it, and what was not told is the same in both tables. */
const withinOne = (report: string): Relation[] =>
  Object.keys(ethnicHeadings).flatMap((heading) =>
    addsUp(
      [report, 'people', 'ethnicity', heading],
      (ethnicityGroups[heading] ? Object.keys(ethnicityGroups[heading].answers) : [heading]).map(
        (group): CountName => [report, 'people', inFull, group],
      ),
    ),
  )

const peopleTables = (): Planned[] =>
  questionNames.flatMap((question) => {
    const { title, definition } = questions[question]
    const table = {
      margin: 'people',
      name: question as string,
      title,
      definition,
      question,
      middleHours: null,
    }
    return question === 'ethnicity'
      ? [table, { ...table, name: inFull, title: `${title}, in full` }]
      : [table]
  })

const figureTables = (counted: Figures['figures']): Planned[] =>
  counted.map(({ figure, rows }) => ({
    margin: figure,
    name: `${figure}_by_outcome`,
    title: figures[figure].title,
    definition: figures[figure].definition,
    question: null,
    middleHours: middleOf(rows),
  }))

/** The middle value of all is not in the middles of the parts; of several parts the one in the middle by weight comes near. */
function middleOf(rows: Figures['figures'][number]['rows']): number | null {
  const measured = rows.flatMap(({ middle, count }) => (middle === null ? [] : [{ middle, count }]))
  const total = measured.reduce((sum, { count }) => sum + count, 0)
  if (total < categories.suppression.threshold) return null
  let passed = 0
  for (const { middle, count } of measured.toSorted((a, b) => a.middle - b.middle)) {
    passed += count
    if (2 * passed >= total) return Math.max(0, Math.round(middle))
  }
  return null
}

function countedTable({ margin, name, question }: Planned, { people, figures: counted }: Drawing): Table {
  if (question === null) {
    const figure = margin as Figure
    const rows = counted.find((one) => one.figure === figure)?.rows ?? []
    const cells = Object.keys(figures[figure].outcomes).map((outcome) => [
      outcome,
      rows.filter((row) => row.outcome === outcome).reduce((sum, { count }) => sum + count, 0),
    ])
    return { margin, name, cells: Object.fromEntries(cells) }
  }
  const answers = people.questions.find((one) => one.question === question)?.answers ?? []
  const rowOf = name === 'ethnicity' ? ethnicHeading : (answer: string) => answer
  const rows = name === 'ethnicity' ? Object.keys(ethnicHeadings) : categoriesOf(question)
  const cells = Object.fromEntries(rows.map((row) => [row, 0]))
  for (const { answer, people: n } of answers) cells[rowOf(answer)] = (cells[rowOf(answer)] ?? 0) + n
  return { margin, name, cells }
}

function publicTable(
  { margin, name, title, definition, question, middleHours }: Planned,
  total: PublicCount,
  cells: Readonly<Record<string, PublicCount>>,
  withheld: boolean,
  populations: readonly Population[],
): ReportTable {
  const population = populations.find((one) => one.question === question)
  const rowOf = name === 'ethnicity' ? ethnicHeading : (answer: string) => answer
  const inPopulation = (row: string) => {
    const parts = population?.answers.filter(({ answer }) => rowOf(answer) === row) ?? []
    return parts.length === 0 ? null : parts.reduce((sum, { people }) => sum + people, 0)
  }
  return {
    name,
    title,
    definition,
    question,
    total,
    withheld,
    rows: Object.entries(cells).map(([row, count]) => ({
      name: row,
      words: wordsOfRow({ margin, name, question }, row),
      count,
      population: inPopulation(row),
    })),
    populationSource: population?.source ?? null,
    middleHours: typeof total === 'number' ? middleHours : null,
  }
}

/** A row by what it is called: an answer to a question, or what came of something. */
function wordsOfRow(
  { margin, name, question }: Pick<Planned, 'margin' | 'name' | 'question'>,
  row: string,
): string {
  if (question === null) return outcomeWords(margin as Figure, row)
  return (name === 'ethnicity' ? ethnicHeadings : answerWords[question])[row] ?? row
}

/** Which numbers are withheld and why, in words that give nothing away: of each table in one sentence. */
function wordsOf(decided: Suppressed, planned: readonly Planned[]): string[] {
  const titleOf = (margin: string, table: string) =>
    planned.find((one) => one.margin === margin && one.name === table)?.title ?? table
  const totalOf = (margin: string) =>
    margin === 'people' ? 'people discussed' : figures[margin as Figure].title.toLowerCase()
  const cells = new Map<string, string[]>()
  const sentences: string[] = []
  for (const { of, words } of explain(decided)) {
    const [margin, table, cell] = of
    if (margin === undefined) sentences.push(`Everything: ${words}.`)
    else if (table === undefined) sentences.push(`The total of ${totalOf(margin)}: ${words}.`)
    else if (cell === undefined) sentences.push(`${titleOf(margin, table)}: ${words}.`)
    else {
      const alike = `${titleOf(margin, table)}\n${words}`
      const question = planned.find((one) => one.margin === margin && one.name === table)?.question ?? null
      cells.set(alike, [...(cells.get(alike) ?? []), wordsOfRow({ margin, name: table, question }, cell)])
    }
  }
  return [
    ...sentences,
    ...[...cells].map(([alike, names]) => {
      const [title, words] = alike.split('\n')
      return `${title} (${names.join('; ')}): ${words}.`
    }),
  ]
}
