import { normalise, speltAlike } from '../cases/name-tokens.ts'

export interface SomebodyOutside {
  organisation: string
  email: string
}

export interface KnownAgency {
  id: string
  name: string
  /** What stands behind the @ in the addresses of those who have a place in it. */
  domains: readonly string[]
}

export interface SaidToBeOf {
  /** Of which agencies somebody is said to be. */
  ofAgencies: string[]
  /** Of which they may be: who lets them in says that they are not. */
  mayBeOf: string[]
}

/**
 * ACC-8: of which agencies somebody is said to be, who has no place in one: by the name of where they work, and by their address. The
 * one home of that question, for whoever is invited and whoever gets a copy: names are compared as people are, in Latin letters,
 * whichever script they are typed in, without case, blanks, marks and little words. An agency's whole name among the words says so, and
 * so does a domain that nobody of another agency has; a word that is in its name alone, or a slip of the pen away, lets it be possible.
 */
export function saidToBeOf(
  { organisation, email }: SomebodyOutside,
  agencies: readonly KnownAgency[],
): SaidToBeOf {
  const domain = domainOf(email)
  const said = [organisation, domain.replaceAll(/[.-]/g, ' ')].map(wordings)
  const names = agencies.map(({ name }) => wordings(name)[0] ?? [])
  const ofAgencies = agencies.filter((agency, at) => {
    const whole = (names[at] ?? []).join('')
    const hasDomain = ownDomains(agency, agencies).some((own) => domain === own || domain.endsWith(`.${own}`))
    return hasDomain || (whole !== '' && said.flat().some((words) => runs(words).includes(whole)))
  })
  const mayBeOf = agencies.filter((agency, at) => {
    if (ofAgencies.includes(agency)) return false
    const telling = (names[at] ?? []).filter(
      (word) => word.length > 2 && names.every((other, place) => place === at || !other.includes(word)),
    )
    return said.flat().some((words) => telling.some((word) => runs(words).some((one) => isLike(one, word))))
  })
  return { ofAgencies: ofAgencies.map(({ id }) => id), mayBeOf: mayBeOf.map(({ id }) => id) }
}

const isLike = (one: string, word: string) =>
  one === word || (word.length > 4 && one.length > 4 && (speltAlike(one, word) || one.startsWith(word)))

const domainOf = (email: string) => (email.split('@').at(-1) ?? '').trim().toLowerCase()

/** Where anybody has an address. */
const anybodys =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|aol|proton|protonmail|gmx|btinternet|sky|virginmedia)\.(?:com|co\.uk|me|net|org|uk)$/

const ownDomains = ({ id, domains }: KnownAgency, agencies: readonly KnownAgency[]) =>
  domains.filter(
    (domain) =>
      !anybodys.test(domain) && agencies.every((other) => other.id === id || !other.domains.includes(domain)),
  )

const littleWords = new Set(['the', 'of', 'and', 'for', 'at', 'in', 'a'])

/** Letters of other scripts that look like Latin ones, and sound otherwise. */
const lookalikes: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('авекмнорстухіјѕԁһԛԝαβεηικμνορτυχ', (letter, at) => [
    letter,
    'abekmhopctyxijsdhqwabenikuvoptux'[at] ?? letter,
  ]),
)

/** The words of a name, as it looks and as it sounds. */
function wordings(text: string): string[][] {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .toLowerCase()
  const seen = plain.replaceAll(
    /[\p{Script=Cyrillic}\p{Script=Greek}]/gu,
    (letter) => lookalikes[letter] ?? letter,
  )
  return [seen, plain].map((one) =>
    normalise(one)
      .split(' ')
      .filter((word) => word !== '' && !littleWords.has(word)),
  )
}

/** Words that stand side by side, each run as one: a name is one whether or not its words are parted. */
const runs = (words: readonly string[]): string[] =>
  words.flatMap((_, from) =>
    words.slice(from).map((__, length) => words.slice(from, from + length + 1).join('')),
  )
