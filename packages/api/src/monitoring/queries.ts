import { attendanceOf } from '@alongside/shared/attendance/rules'
import { categoriesOf } from '@alongside/shared/monitoring/characteristics'
import type { CountedRow, Discussed, Figures, Population } from '@alongside/shared/monitoring/contract'
import { type Figure, figureNames, questionNames } from '@alongside/shared/monitoring/figures'
import type { Period } from '@alongside/shared/monitoring/periods'
import { readAttendance } from '../attendance/queries.ts'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'

interface PeopleFilter {
  agencyId?: string
  light?: string
  kind?: 'monthly' | 'emergency'
}

/** MON-1: distinct people, by each question; answers that nobody gave are 0. */
export async function readPeople(
  tx: Tx,
  { from, until }: Period,
  { agencyId, light, kind }: PeopleFilter = {},
): Promise<Pick<Discussed, 'people' | 'questions'>> {
  const { rows } = await tx.$client.query<{ question: string; answer: string; people: number }>({
    name: 'people-discussed',
    text: 'SELECT question, answer, people::int FROM app.people_discussed($1, $2, $3, $4, $5)',
    values: [from, until, agencyId ?? null, light ?? null, kind ?? null],
  })
  const counted = new Map(rows.map(({ question, answer, people }) => [`${question} ${answer}`, people]))
  return {
    people: counted.get('everybody everybody') ?? 0,
    questions: questionNames.map((question) => ({
      question,
      answers: categoriesOf(question).map((answer) => ({
        answer,
        people: counted.get(`${question} ${answer}`) ?? 0,
      })),
    })),
  }
}

type FigureRow = Figures['figures'][number]['rows'][number]

/** MON-2: every figure, by agency, light and outcome. */
export async function readFigures(tx: Tx, period: Period): Promise<Figures['figures']> {
  const counted: Figures['figures'] = []
  for (const figure of figureNames) {
    const rows = await readFigure(tx, figure, period)
    counted.push({ figure, total: rows.reduce((sum, { count }) => sum + count, 0), rows })
  }
  return counted
}

async function readFigure(tx: Tx, figure: Figure, { from, until }: Period): Promise<FigureRow[]> {
  const { rows } = await tx.$client.query<FigureRow>({
    name: 'figure',
    text: `SELECT f.agency_id AS "agencyId", g.name AS "agencyName", f.light, f.outcome, f.n::int AS count, f.middle
      FROM app.figure($1, $2, $3) f LEFT JOIN agencies g ON g.partnership_id = app.partnership_id() AND g.id = f.agency_id
      ORDER BY g.name, f.light, f.outcome`,
    values: [figure, from, until],
  })
  return rows
}

/** MTG-6 over a period: how often each agency came, of the meetings closed by now. */
export async function readPresence(tx: Tx, { from, until }: Period): Promise<Figures['attendance']> {
  const agencies = new Map<string, Figures['attendance'][number]>()
  for (const row of await readAttendance(tx, from, until)) {
    if (!row.joined) continue
    const { agencyId, agencyName } = row
    const known = agencies.get(agencyId) ?? { agencyId, agencyName, present: 0, apologies: 0, absent: 0 }
    const attendance = attendanceOf({ ...row, present: row.roles })
    if (attendance === 'apologies') known.apologies += 1
    else if (attendance === 'absent') known.absent += 1
    else if (attendance !== 'not_yet') known.present += 1
    agencies.set(agencyId, known)
  }
  return [...agencies.values()]
}

interface CountedFilter {
  agencyId?: string
  light?: string
  outcome?: string
}

/** The rows behind a figure, as far as their cases are seen: by id, for pages. */
export async function readCounted(
  tx: Tx,
  figure: Figure,
  { from, until }: Period,
  { agencyId, light, outcome }: CountedFilter,
  after: Position | null,
  limit: number,
): Promise<CountedRow[]> {
  const { rows } = await tx.$client.query<CountedRow>({
    name: 'counted',
    text: `SELECT f.subject_id AS id, f.case_id AS "caseId", c.reference AS "caseReference", g.name AS "agencyName", f.light, f.outcome
      FROM app.figure_rows($1, $2, $3) f
      LEFT JOIN cases c ON c.partnership_id = app.partnership_id() AND c.id = f.case_id
      LEFT JOIN agencies g ON g.partnership_id = app.partnership_id() AND g.id = f.agency_id
      WHERE ($4::uuid IS NULL OR f.agency_id = $4) AND ($5::text IS NULL OR f.light = $5) AND ($6::text IS NULL OR f.outcome = $6)
        AND f.subject_id > $7
      ORDER BY f.subject_id LIMIT $8`,
    values: [
      ...[figure, from, until, agencyId ?? null, light ?? null, outcome ?? null],
      after?.[1] ?? '00000000-0000-0000-0000-000000000000',
      limit,
    ],
  })
  return rows
}

/** How many a figure counts with that filter, and how many of them are in cases that one may not see: of none that is closed to her in person (HRM-1). */
export async function countCounted(
  tx: Tx,
  figure: Figure,
  { from, until }: Period,
  { agencyId, light, outcome }: CountedFilter,
): Promise<{ counted: number; unseen: number }> {
  const narrowed =
    '($4::uuid IS NULL OR agency_id = $4) AND ($5::text IS NULL OR light = $5) AND ($6::text IS NULL OR outcome = $6)'
  const { rows } = await tx.$client.query<{ counted: number; unseen: number }>({
    name: 'count-counted',
    text: `SELECT (SELECT coalesce(sum(n), 0)::int FROM app.figure($1, $2, $3) WHERE ${narrowed}) AS counted,
      app.figure_unseen($1, $2, $3, $4, $5, $6) AS unseen`,
    values: [figure, from, until, agencyId ?? null, light ?? null, outcome ?? null],
  })
  return rows[0] ?? { counted: 0, unseen: 0 }
}

/** MON-1: whom the partnership's people are held against, by question. */
export async function readPopulations(tx: Tx): Promise<Population[]> {
  const { rows } = await tx.$client.query<Population>(
    `SELECT question, source, answers FROM local_populations WHERE partnership_id = app.partnership_id() ORDER BY question`,
  )
  return rows
}
