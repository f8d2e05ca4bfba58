import { shortestPassword } from '@alongside/shared/accounts/values'
import { Refusal } from '@alongside/shared/problems'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** Of five, by the library's own count: beyond a hundred million guesses (ASVS 5.0, 6.2.4 and 6.2.11). */
const enough = 3
/** Of so many signs it is guessed, and no more: of 128, with every way to write letters as digits, it takes ten seconds, in which nobody else is answered. */
const looked = 32
/** Letters and digits that no name accounts for. */
const leastOwn = 5

let loaded: Promise<ZxcvbnFactory> | undefined

/** Some forty thousand passwords and names, in memory once somebody chooses one. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
    maxLength: looked,
    l33tMaxSubstitutions: 10,
  })
}

/**
 * Why nobody should use that password, in a sentence; null where it is as good as one can know. `names`: of its holder, her
 * agencies and partnerships, and her address: whoever wants to be let in tries those first.
 */
export async function whyNotPassword(password: string, names: readonly string[]): Promise<string | null> {
  const chosen = normalised(password)
  if (chosen.length < shortestPassword) return `Use at least ${shortestPassword} characters`
  const strength = await (loaded ??= load())
  const { score, feedback } = strength.check(chosen)
  if (score >= enough) {
    const parts = partsOf(names)
    if (besideThem(chosen, parts) >= leastOwn && strength.check(chosen, parts).score >= enough) return null
    return 'It is made of your name, or of that of your agency or partnership'
  }
  return feedback.warning || 'It is soon guessed: add a word or two that do not belong together'
}

/** @throws Refusal password.refused, with the reason at the field */
export async function mustBeGood(password: string, names: readonly string[]): Promise<void> {
  const why = await whyNotPassword(password, names)
  if (why) throw new Refusal('password.refused', [{ pointer: '/password', code: 'invalid', detail: why }])
}

/** The same word typed on another keyboard is the same password (ASVS 5.0, 6.2.9; NIST SP 800-63B). */
export const normalised = (password: string): string => password.normalize('NFKC')

/** Letters and digits that a password has beside such names. */
const besideThem = (chosen: string, names: readonly string[]): number =>
  names
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, name) => left.replaceAll(name.toLowerCase(), ' '), chosen.toLowerCase())
    .replaceAll(/[^\p{L}\p{N}]+/gu, '').length

/** Each name as it is written, and each word of it. */
const partsOf = (names: readonly string[]): string[] =>
  names.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]).filter((part) => part.length > 2)
