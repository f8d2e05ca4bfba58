// Invented people: every name is put together from syllables, and belongs to nobody.
const starts = [
  'Ma',
  'Jo',
  'Te',
  'Ka',
  'De',
  'Lo',
  'Ro',
  'Be',
  'Sha',
  'Ol',
  'Ni',
  'Fe',
  'Cha',
  'Da',
  'Li',
  'Su',
  'Ta',
  'Vi',
  'Wi',
  'Ye',
]
const ends = [
  'rnie',
  'anne',
  'mi',
  'yla',
  'lia',
  'rraine',
  'sa',
  'cky',
  'nelle',
  'uchi',
  'na',
  'ren',
  'rity',
  'wn',
  'zzie',
  'sie',
]
const houses = [
  'Hal',
  'Bram',
  'Cott',
  'Dun',
  'East',
  'Farn',
  'Green',
  'Holl',
  'Ives',
  'Kings',
  'Lang',
  'Mill',
  'North',
  'Oak',
  'Pem',
  'Quin',
  'Rad',
  'Stan',
  'Thorn',
  'Under',
  'Wal',
  'York',
]
const places = [
  'ow',
  'ton',
  'ham',
  'ley',
  'ford',
  'well',
  'by',
  'worth',
  'more',
  'stead',
  'field',
  'combe',
  'ridge',
  'shaw',
  'wick',
  'gate',
  'burn',
  'den',
]

const pick = (words: readonly string[], n: number) => words[n % words.length] ?? ''

/** The name of the nth person: 320 first names and 396 surnames, so that in a large partnership some share one. */
export function nameOf(n: number): string {
  const scattered = (n * 2_654_435_761) % 4_294_967_296
  const first = pick(starts, scattered) + pick(ends, Math.floor(scattered / 20))
  const last = pick(houses, Math.floor(scattered / 320)) + pick(places, Math.floor(scattered / 7040))
  return `${first} ${last}`
}

/** As someone who heard it would write it: two letters of the first name exchanged, one of the surname doubled. */
export function misspelt(name: string): string {
  const [first = '', last = ''] = name.split(' ')
  const swapped = first.slice(0, 2) + (first[3] ?? '') + (first[2] ?? '') + first.slice(4)
  return `${swapped} ${last.slice(0, 2)}${last[2] ?? ''}${last.slice(2)}`
}
