/** What a text may hold, in UTF-16 units: room for what is pasted from a document. Short answers say their own. */
export const narrative = 8000
/** What a text that stands in one line may hold: a name, a post, a reference. */
export const line = 200
/** Of research and of a meeting's record, where the page of a file is copied in. */
export const account = 20_000
/** Of one fact of research, part by part. */
export const longestFact = { what: account, source: 300, when: 200 } as const
/** Of what an agency shared into an item: twelve facts of its research in one. */
export const contributed = 250_000

/** Bytes of a request that may carry many texts at once, each letter of three bytes. */
export const manyTexts = 2 * 1024 * 1024

/** Keeps a text in one line from being one. */
const breaking = '\\u0001-\\u001F\\u007F-\\u009F\\u2028-\\u202E\\u2066-\\u2069'
/** NUL, which Postgres cannot hold. Lone surrogates, which JSON cannot carry, stand in no text either: see `kept`. */
const lost = '\\u0000'

/** Blanks that `trim` takes away, so that a field of nothing else is an empty one to all that reads it. */
const blankInLine = '\\u0020\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000\\uFEFF'
const blank = `${blankInLine}\\u0009-\\u000D\\u2028\\u2029`

/**
 * What shows nothing where it is written, in a line: blanks of any width, joiners and other signs without a width, marks that
 * stand on a letter, the fillers of Hangul and the blank of Braille. Spelled out, since who reads the contract
 * may have no classes of Unicode.
 */
const unseenInLine =
  '\\u0020\\u00A0\\u00AD\\u0300-\\u036F\\u061C\\u115F\\u1160\\u1680\\u17B4\\u17B5\\u180B-\\u180F\\u2000-\\u200F\\u202F\\u205F-\\u2065\\u206A-\\u206F\\u2800\\u3000\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB'
const unseen = `${unseenInLine}${breaking}`

const kept = (without: string) => `(?:[^${without}\\uD800-\\uDFFF]|[\\uD800-\\uDBFF][\\uDC00-\\uDFFF])`
/** First what is unseen, then one sign that is seen, then anything that is kept: read once, from the left. */
const saying = (before: string, without: string) => `[${before}]*${kept(`${lost}${unseen}`)}${kept(without)}*`

/** Of words that are required: what they say can be seen. */
export const spoken = `^${saying(unseen, lost)}$`
/** Of a line that is required. */
export const spokenLine = `^${saying(unseenInLine, `${lost}${breaking}`)}$`

/**
 * Of words that may be left out. What is neither empty nor says anything that can be seen is refused here, once: it would
 * count as said wherever somebody asks whether something is.
 */
export const storable = `^(?:[${blank}]*|${saying(unseen, lost)})$`

/**
 * Of a text that stands in one line, or is left out: nothing that breaks it, controls the device that shows it, or shows
 * what comes after in another order than it was written. A name is read out, goes into a mail and decides who is let in: it
 * is what it looks like. The marks U+200E, U+200F and U+061C stay beside what is seen, since names in Arabic and Hebrew are
 * typed with them: they turn round no letter, but the brackets and blanks beside them alone.
 */
export const oneLine = `^(?:[${blankInLine}]*|${saying(unseenInLine, `${lost}${breaking}`)})$`

/** What is said in a few words, typed into one line, and may hold what a text of several may. */
export const prose = { limit: narrative, takes: storable } as const

/** A password holds any sign. */
export const anyPassword = { limit: 256, takes: '' } as const
/** One as it is chosen (IDN-3): what is longer was pasted by mistake. */
export const newPassword = { limit: 128, takes: '' } as const

/** An address as people have it: the quoted ones of RFC 5321 hold line breaks, and anything else. */
export const unquoted = '^[^"]*$'

/** RFC 3339, in years with which a calendar can compute: no leap seconds, no names of zones, no offsets that no place has. */
export const instant =
  '^(19|20|21)\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-](0\\d|1[0-4]):\\d\\d)$'

/** Years that a calendar can compute with and Postgres can hold, and in which somebody alive was born or will be met. */
export const ourTimes = '^(19|20|21)\\d\\d-'
export const reference = '^[A-Z]{2,5}-\\d{4}-[0-9A-Z]{4,6}$'
export const cursor = '^[\\w.-]+$'
export const prefixShape = '^[A-Z]{2,5}$'
export const addressBlock = '^[0-9a-fA-F:.]+/\\d{1,3}$'
export const eventTypes = '^[a-z_]+\\.[a-z_]+(,[a-z_]+\\.[a-z_]+)*$'
export const codeShape = '^[a-z][a-z0-9]*(_[a-z0-9]+)*$'
export const feedSecret = '^[A-Za-z0-9_-]{43}$'
export const clockTime = '^([01]\\d|2[0-3]):[0-5]\\d$'

export const storableWords =
  'says nothing that can be seen, or holds a character that cannot be kept: type it anew'
export const oneLineWords = 'is one line: take out line breaks, tabs and characters that cannot be seen'

/** What is said of a text that does not fit, as the end of a sentence about its field. */
export const patternWords: Readonly<Record<string, string>> = {
  [storable]: storableWords,
  [oneLine]: oneLineWords,
  [spoken]: storableWords,
  [spokenLine]: `says something, and ${oneLineWords}`,
  [unquoted]: 'is an e-mail address without quotation marks, such as sam@agency.example',
  [instant]: 'is an instant such as 2026-03-02T09:00:00Z',
  [ourTimes]: 'is a day of a year from 1900 on, such as 2026-03-31',
  [reference]: 'is a reference such as EM-2026-7KQ3M',
  [cursor]: 'is the `next` of the page before',
  [prefixShape]: 'is two to five capital letters, such as EM',
  [addressBlock]: 'is a block of addresses such as 203.0.113.0/24',
  [eventTypes]: 'names types of events between commas, such as referral.submitted,case.files_joined',
  [codeShape]: 'is a code in small letters and digits, such as rough_sleeping',
  [feedSecret]: 'is the secret at the end of the feed’s address',
  [clockTime]: 'is a time of day such as 17:30',
}
