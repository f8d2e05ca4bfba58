import { type Characteristic, categoriesOf, untold } from '@alongside/shared/monitoring/characteristics'
import { loadPopulation } from '@alongside/shared/monitoring/contract'
import { periodsBetween } from '@alongside/shared/monitoring/periods'
import { checkReport, draftReport, publishReport } from '@alongside/shared/monitoring/reports-contract'
import { done } from './found.ts'
import { as, atWork, type Story, today } from './story.ts'

/** A borough of some 120,000, in the order of each question's categories. Invented. */
const borough = {
  ethnicity: [
    ...[6_900, 1_450, 4_100, 5_200, 2_350],
    ...[7_800, 3_300, 1_250],
    ...[1_100, 780, 1_640, 1_020],
    ...[68_400, 1_380, 190, 410, 9_300],
    ...[1_230, 2_200],
  ],
  sex: [61_200, 58_800],
} satisfies Partial<Record<Characteristic, number[]>>

/** MON-1, GOV-1: two weeks after a quarter or a year has ended, the coordinator draws its report, checks and publishes it. */
export function planReports(story: Story): void {
  const { diary } = story
  const founded = today(story)
  diary.plan(atWork(story, founded.add({ days: 20 }), '15:00'), () => loadBorough(story))
  for (const { name, kind, until } of periodsBetween(String(founded), diary.end.slice(0, 10)).toReversed()) {
    const ended = Temporal.PlainDate.from(until)
    // A year's is drawn the day after that of its last quarter.
    const day = ended.add({ days: kind === 'year' ? 15 : 14 })
    diary.plan(atWork(story, day, kind === 'year' ? '16:00' : '10:10'), () => reportOn(story, name))
  }
}

async function reportOn(story: Story, period: string): Promise<void> {
  const coordinator = as(story, 'coordinator')
  const drawn = await done(coordinator, draftReport, { body: { period } })
  const params = { reportId: drawn.id }
  story.diary.pass(12)
  const { version } = await done(coordinator, checkReport, { params, version: drawn.version })
  story.diary.pass(2)
  await done(coordinator, publishReport, { params, version })
}

async function loadBorough(story: Story): Promise<void> {
  for (const [question, people] of Object.entries(borough) as [keyof typeof borough, number[]][]) {
    const answers = categoriesOf(question).filter((answer) => !(untold as readonly string[]).includes(answer))
    const rows = answers.map((answer, at) => `"${answer}",${people[at] ?? 0}`)
    await done(as(story, 'coordinator'), loadPopulation, {
      body: { question, source: 'Invented for the demo', csv: ['Category,People', ...rows].join('\n') },
    })
  }
}
