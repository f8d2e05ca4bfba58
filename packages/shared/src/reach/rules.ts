import type { ReachAnswers, Way, WayAnswers } from './schema.ts'

/** Whether a way may be used on that local day, is to be asked about first, or is not to be used. */
export type Use = 'safe' | 'ask_first' | 'not_safe' | 'over'

export function useOf({ safe, until }: Pick<Way, 'safe' | 'until'>, day: string): Use {
  if (safe === 'no') return 'not_safe'
  if (until !== null && until < day) return 'over'
  return safe === 'yes' ? 'safe' : 'ask_first'
}

/**
 * REF-14: a way as whatever lists, prints or sends shows it. What is not to be used has no value to be rung or written to by
 * mistake: its reason stands in its place. Everything that leaves the file goes through here.
 */
export const asShown = <W extends Way>(way: W, day: string): Omit<W, 'value'> & { value: string | null } => {
  const use = useOf(way, day)
  return { ...way, value: use === 'not_safe' || use === 'over' ? null : way.value }
}

/** The ways of a form that say what they are, as a file keeps them, by their keys. */
export function waysOf({ ways = {} }: ReachAnswers = {}): Map<string, Way> {
  const kept = new Map<string, Way>()
  for (const [key, answers] of Object.entries(ways)) {
    const way = wayOf(answers)
    if (way) kept.set(key, way)
  }
  return kept
}

function wayOf(answers: WayAnswers): Way | null {
  const value = said(answers.value)
  if (!answers.kind || !value) return null
  return {
    kind: answers.kind,
    value,
    safe: answers.safe ?? 'not_known',
    because: said(answers.because),
    times: said(answers.times),
    message: answers.message ?? null,
    answeredBy: said(answers.answeredBy),
    namesSender: answers.namesSender ?? null,
    until: answers.until ?? null,
  }
}

const said = (text: string | undefined) => text?.trim() || null

interface Named {
  place: string
  words: string
}

/** REF-5: what is still missing of how to reach her, by its place in the form's `reach`. */
export function reachMissing({ ways = {}, noneBecause }: ReachAnswers = {}): Named[] {
  const rows = Object.entries(ways).filter(([, way]) => Object.keys(way).length > 0)
  const why = noneBecause?.trim()
  if (rows.length === 0)
    return why ? [] : [{ place: '', words: 'Say how to reach her safely, or why there is no way yet' }]
  const open = rows.flatMap(([key, way]) =>
    ofWay(way).map((one) => ({ ...one, place: `/ways/${key}/${one.place}` })),
  )
  const anyUse = rows.some(([, { safe }]) => safe !== 'no')
  return anyUse || why
    ? open
    : [...open, { place: '/noneBecause', words: 'None of these ways is safe: say why there is no way yet' }]
}

function ofWay({ kind, value, safe, because }: WayAnswers): Named[] {
  const missing: Named[] = []
  if (!kind) missing.push({ place: 'kind', words: 'Say what kind of way it is' })
  if (!value?.trim())
    missing.push({ place: 'value', words: 'Write the number, the address, the name or the place' })
  if (!safe) missing.push({ place: 'safe', words: 'Say whether it is safe to reach her this way' })
  if (safe === 'no' && !because?.trim())
    missing.push({ place: 'because', words: 'Say why this way is not safe' })
  return missing
}
