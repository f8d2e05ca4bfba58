import type { ReachAnswers, ShownWay, Way, WayAnswers } from './schema.ts'

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
export const asShown = <W extends Way>(way: W, day: string): Omit<W, 'value'> & { value: string | null } => ({
  ...way,
  value: mayBeUsed(way, day) ? way.value : null,
})

const mayBeUsed = (way: Pick<Way, 'safe' | 'until'>, day: string) =>
  !['not_safe', 'over'].includes(useOf(way, day))

/** A way of her file, and under which key the form that it came with has it; null where it came with no form, or another. */
export interface WayOnFile {
  formKey: string | null
  way: Way
}

/**
 * REF-14: what a form says of how to reach her as it is shown once it is on her file: each row as the file has it now, and nowhere a number
 * or an address that the file says is not to be used, however the form calls it. What is not to be used has no value.
 */
export function reachAsShown(reach: ReachAnswers, onFile: readonly WayOnFile[], day: string): ReachAnswers {
  if (!reach.ways) return reach
  const standing = new Map(onFile.flatMap(({ formKey, way }) => (formKey === null ? [] : [[formKey, way]])))
  const hides = hiddenBy(onFile, day)
  const ways = Object.entries(reach.ways).map(([key, typed]): [string, WayAnswers] => {
    const way = standing.get(key)
    const now: WayAnswers = way ? answersOf(way) : typed
    const usable = mayBeUsed({ safe: now.safe ?? 'not_known', until: now.until ?? null }, day)
    const refused = hides(now.value)
    const { value: _, ...rest } = now
    return [key, usable && !refused ? now : { ...rest, ...(refused && usable && { safe: 'no' as const }) }]
  })
  return { ...reach, ways: Object.fromEntries(ways) }
}

/**
 * Whether what was typed is a way that her file says is not to be used, by its digits or its words: not safe in any row, or over and in none still to
 * be used.
 */
export function hiddenBy(onFile: readonly WayOnFile[], day: string): (typed: string | undefined) => boolean {
  const of = (...uses: Use[]) =>
    new Set(onFile.flatMap(({ way }) => (uses.includes(useOf(way, day)) ? [compared(way.value)] : [])))
  const [unsafe, over, open] = [of('not_safe'), of('over'), of('safe', 'ask_first')]
  return (typed) => {
    const same = compared(typed ?? '')
    return same !== '' && (unsafe.has(same) || (over.has(same) && !open.has(same)))
  }
}

/**
 * A number by its digits, whatever is written beside it, with or without the country’s code and the nought that goes with it or without; anything
 * else by its letters and digits.
 */
function compared(value: string): string {
  const number = value.includes('@') ? null : /(?:\d[^\p{L}\d]*){7,}/u.exec(value)
  return number
    ? number[0].replaceAll(/\D/g, '').replace(/^(?:0044|44)?0?/, '')
    : value.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

const answersOf = (way: Way): WayAnswers =>
  Object.fromEntries(Object.entries(way).filter(([, said]) => said !== null)) as WayAnswers

/** The rows of a form that say what kind of way they are, as a list shows them: with a value, or without one where none may be used. */
export const shownWays = ({ ways = {} }: ReachAnswers = {}): ShownWay[] =>
  Object.values(ways).flatMap((answers) => {
    const way = wayOf({ ...answers, value: answers.value?.trim() || '–' })
    return way ? [{ ...way, value: said(answers.value) }] : []
  })

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
