import { isRunning } from '../actions/rules.ts'
import { type HerPapers, servicesOnPaper } from '../consent/papers.ts'
import { isStanding, reviewBy } from './rules.ts'
import type { PlanLine } from './schema.ts'
import { type PlanPart, planParts } from './values.ts'

/** PLN-1: what her own copy says around the lines; nothing in it says why it is, nor who brings the services together. */
export const herCopyWords = {
  title: 'What we agreed',
  parts: {
    goal: 'What you want',
    need: 'What you need',
    risk: 'To keep you well',
    children: 'Your children',
    exit: 'Where you would like to go',
  } as const satisfies Record<PlanPart, string>,
  who: (service: string, by: string | null) => (by ? `${service}, by ${by}.` : `${service}.`),
  goesWrong: {
    heading: 'If something does not work out',
    lines: [
      'Then what we tried was not right for you, and we try something else. You lose nothing by it.',
      'Tell any worker who knows you. If you are in danger now, ring 999.',
    ],
  },
  again: (day: string) => ({
    heading: 'When we look again',
    lines: [`By ${day}. Until then you can change your mind about any of it.`],
  }),
  keep: {
    heading: 'This paper',
    lines: ['You need not take it. If it is not safe for you to have, we keep it for you.'],
  },
}

/** Which lines her copy holds: those that stand, are nobody's alone, and are said to her. */
export const inHerCopy = (line: Pick<PlanLine, 'state' | 'limitedTo' | 'forHer'>): boolean =>
  isStanding(line) && line.limitedTo.length === 0 && Boolean(line.forHer?.trim())

interface Asked {
  lines: readonly PlanLine[]
  papers: HerPapers
  agencies: readonly { name: string; kind: string }[]
  dayWords: (day: string) => string
}

/** Her own copy, part by part, in the order in which she reads it: what she wants first. */
export function herCopy({ lines, papers, agencies, dayWords }: Asked) {
  const mine = lines.filter(inHerCopy)
  const services = new Map(
    agencies.map((agency) => [agency.name, servicesOnPaper(papers, [agency])[0]?.aloud ? null : agency.name]),
  )
  const order: PlanPart[] = ['goal', ...planParts.filter((part) => part !== 'goal')]
  const parts = order.flatMap((part) => {
    const its = mine.filter((line) => line.part === part)
    return its.length === 0 ? [] : [{ heading: herCopyWords.parts[part], lines: its.flatMap(saidOf) }]
  })
  const again = reviewBy(mine)
  return {
    title: herCopyWords.title,
    parts: [
      ...parts,
      herCopyWords.goesWrong,
      ...(again ? [herCopyWords.again(dayWords(again))] : []),
      herCopyWords.keep,
    ],
  }

  function saidOf({ forHer, leadAgencyName, steps }: PlanLine): string[] {
    const by = steps
      .filter(({ state }) => isRunning(state))
      .map(({ dueOn }) => dueOn)
      .toSorted()[0]
    const who = leadAgencyName && services.get(leadAgencyName)
    const day = by ? dayWords(by) : null
    return [forHer ?? '', ...(who ? [herCopyWords.who(who, day)] : day ? [`By ${day}.`] : [])]
  }
}
