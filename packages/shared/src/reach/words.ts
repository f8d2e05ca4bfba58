import type { Labels } from '../words.ts'
import { useOf } from './rules.ts'
import type { ShownWay, Way, WayAnswers } from './schema.ts'
import type { saysOfWay, WayKind } from './values.ts'

export const wayKindWords = {
  in_person: 'In person',
  through_somebody: 'Through somebody',
  phone: 'Ring her',
  text: 'Text',
  app: 'An app',
  address: 'At an address',
} as const satisfies Record<WayKind, string>

/** What the value of each kind is, as a field asks for it. */
export const wayValueWords = {
  in_person: 'Where can she be met?',
  through_somebody: 'Through whom?',
  phone: 'Which number?',
  text: 'Which number?',
  app: 'Which app, and what name?',
  address: 'Which address?',
} as const satisfies Record<WayKind, string>

/** What is asked of a way to reach her, where nothing is answered yet: on the screen and on paper. */
export const wayLabels: Labels<WayAnswers> = {
  kind: 'How?',
  value: 'Which number, address, name or place?',
  safe: 'Is it safe to reach her this way?',
  because: 'What should one mind?',
  times: 'When is it safe?',
  message: 'May a message be left?',
  answeredBy: 'Who else answers, reads or opens it?',
  namesSender: 'May you say who you are?',
  until: 'Until when does it hold?',
}

export const safeWords = {
  yes: 'Safe',
  no: 'Not safe',
  not_known: 'Not known whether it is safe',
} as const satisfies Record<(typeof saysOfWay)[number], string>

/** What to keep to on a way that may be used, as sentences. Of one that may not: that, and why. */
export function mindWords(way: ShownWay, day: string): string[] {
  const use = useOf(way, day)
  const because = way.because ? [sentence(way.because)] : []
  if (use === 'not_safe') return ['Not safe: do not use it.', ...because]
  if (use === 'over') return [`It held until ${way.until}.`]
  return [
    ...(use === 'ask_first' ? ['Not known whether it is safe: ask her first.'] : []),
    ...(way.times ? [`When: ${sentence(way.times)}`] : []),
    ...(way.answeredBy ? [`Who else answers or reads: ${sentence(way.answeredBy)}`] : []),
    ...(way.message ? [leaveWords[way.message]] : []),
    ...(way.namesSender ? [senderWords[way.namesSender]] : []),
    ...because,
    ...(way.until ? [`Until ${way.until}.`] : []),
  ]
}

export const leaveWords = {
  yes: 'A message may be left.',
  no: 'Leave no message.',
  not_known: 'Not known whether a message may be left: leave none.',
} as const
export const senderWords = {
  yes: 'You may say who you are.',
  no: 'Do not say where you are from.',
  not_known: 'Not known whether you may say where you are from: do not.',
} as const

/** One way in one line, for papers and lists; its value only where it may be used. */
export function wayInWords(way: ShownWay, day: string): string {
  const use = useOf(way, day)
  const usable = use === 'safe' || use === 'ask_first'
  const head = usable && way.value ? `${wayKindWords[way.kind]}: ${way.value}.` : `${wayKindWords[way.kind]}.`
  return [head, ...mindWords(way, day)].join(' ')
}

/** What may be used first, then what is to be asked about, then what is not to be used; what is over is left out. */
export const inOrderOfUse = <W extends Pick<Way, 'safe' | 'until'>>(ways: readonly W[], day: string): W[] =>
  (['safe', 'ask_first', 'not_safe'] as const).flatMap((use) => ways.filter((way) => useOf(way, day) === use))

const sentence = (words: string) => (/[.!?…]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`)
