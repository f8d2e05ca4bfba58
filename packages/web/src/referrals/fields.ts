import { bornOf, isBirth } from '@alongside/shared/age/birth'
import { narrative } from '@alongside/shared/limits'
import type { ReferralAnswers, Section } from '@alongside/shared/referrals/schema'
import { datePlaces, isDateAt, isWholeDate } from '@alongside/shared/referrals/unfinished-dates'
import type { Fields } from '../autosave/engine.ts'
import { tooLong } from '../autosave/too-long.ts'

type Tree = { [key: string]: unknown }

const nameOfDate = new Map<string, string>(Object.entries(datePlaces).map(([name, place]) => [place, name]))
const figures = [
  'policeContactsLast12Months',
  'policeContactsPrevious12Months',
  'courtDiversionsImposed',
  'courtDiversionMeetingsMissed',
].map((figure) => `criterion/${figure}`)

interface List {
  at: string
  keyOf: (item: Tree) => string | undefined
}
/** Lists whose items are saved one by one, each by the key that it has for good: a ground by its code, a child by its id, a basis by its agency and purpose. */
const lists: readonly List[] = [
  { at: 'consent/without/grounds', keyOf: ({ code }) => textOf(code) },
  { at: 'children/rows', keyOf: ({ id }) => textOf(id) },
  {
    at: 'consent/lawful',
    keyOf: ({ agencyId, purpose }) => textOf(agencyId) && `${textOf(agencyId)} ${textOf(purpose) ?? ''}`,
  },
]
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** The answers field by field: 'person/name'; of the items of a list, by their key. Unfinished dates are in their date's place. */
export function fieldsOf({ unfinishedDates, ...answers }: ReferralAnswers): Fields {
  const fields: Record<string, unknown> = {}
  const walk = (value: unknown, path: string) => {
    const list = lists.find(({ at }) => at === path)
    if (list && Array.isArray(value))
      for (const item of value as Tree[]) walk(item, `${path}/${String(list.keyOf(item))}`)
    else if (isTree(value))
      for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}/${key}` : key)
    else if (value !== undefined && value !== null) fields[path] = value
  }
  walk(answers, '')
  for (const [name, place] of Object.entries(datePlaces)) {
    const typed = unfinishedDates?.[name as keyof typeof datePlaces]
    if (typed) fields[place] = typed
  }
  return fields
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The answers as the pages of the form show them: as typed, unfinished dates and all. */
export function typedAnswers(fields: Fields): ReferralAnswers {
  const answers: Tree = {}
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || value === '') continue
    const path = field.split('/')
    const last = path.pop() as string
    let inside = answers
    for (const key of path) inside = (inside[key] ??= {}) as Tree
    inside[last] = value
  }
  for (const { at, keyOf } of lists) {
    const path = at.split('/')
    const last = path.pop() as string
    const inside = path.reduce<Tree | undefined>((tree, one) => tree?.[one] as Tree | undefined, answers)
    if (!inside?.[last]) continue
    const items = Object.values(inside[last] as Tree).filter((item) => keyOf(item as Tree))
    if (items.length > 0) inside[last] = items
    else delete inside[last]
  }
  const { raisedLight } = answers as { raisedLight?: Tree }
  if (raisedLight) {
    if (raisedLight.light) raisedLight.reason ??= ''
    else delete answers.raisedLight
  }
  return answers as ReferralAnswers
}

/** The answers as the API takes them and as rules read them: an unfinished date is none, and stands by itself. */
export function tidyAnswers(fields: Fields): ReferralAnswers {
  const tidy: Record<string, unknown> = {}
  for (const [field, typed] of Object.entries(fields)) {
    const value = tidied(field, typed)
    const date = nameOfDate.get(field)
    if (figures.includes(field) && typeof value !== 'number') continue
    if (date && value !== undefined && !isDateAt(date, value)) tidy[`unfinishedDates/${date}`] = value
    else tidy[field] = value
  }
  return typedAnswers(tidy)
}

/** A date of which a part may be known: of her birth, and of a child's. */
const isPartialDate = (field: string) =>
  field === datePlaces.dateOfBirth || /^children\/rows\/[^/]+\/(born|due)$/.test(field)

/** What is sent of what was typed: no blank lines of a list; of a date of birth the part that is known. */
export function tidied(field: string, value: unknown): unknown {
  if (isPartialDate(field) && typeof value === 'string' && isBirth(bornOf(value))) return bornOf(value)
  if (!Array.isArray(value)) return value === '' ? undefined : value
  const lines = value.filter((line) => line !== '')
  return lines.length > 0 ? lines : undefined
}

/** The sections that hold these fields, whole, as they will stand: a section that is sent replaces the one before. */
export function sectionsWith(changed: Fields, saved: Fields): ReferralAnswers {
  const answers = tidyAnswers({ ...saved, ...changed })
  const sections = Object.keys(changed).flatMap((field) =>
    nameOfDate.has(field) ? [sectionOf(field), 'unfinishedDates' as const] : [sectionOf(field)],
  )
  return Object.fromEntries(
    sections.map((section) => [section, answers[section] ?? (section === 'raisedLight' ? null : {})]),
  )
}

const sectionOf = (field: string) => field.split('/')[0] as Section

/** Until when a way to reach her holds: unlike the dates of the form itself it has no place for one that is none yet. */
const lastDay = /^reach\/ways\/[^/]+\/until$/

/** Why a value cannot be saved as it stands. Shorter limits than these are the API's to name. */
export function faultOf(field: string, value: unknown): string | null {
  if (figures.includes(field))
    return typeof value === 'string' && value !== '' ? 'Write a whole number in digits' : null
  if (lastDay.test(field) && typeof value === 'string' && value !== '' && !isWholeDate(value))
    return 'Write the whole date, such as 14 2 2027'
  return tooLong(value, narrative)
}

/** The item of a list that a field or a pointer names: its list, and the key or the place after it. */
function itemOf(path: string): { list: (typeof lists)[number]; named: string } | undefined {
  const list = lists.find(({ at }) => path.startsWith(`${at}/`))
  const named = list && path.slice(list.at.length + 1).split('/')[0]
  return list && named ? { list, named } : undefined
}

const itemsIn = (answers: ReferralAnswers, { at }: (typeof lists)[number]): Tree[] =>
  (at.split('/').reduce<unknown>((tree, one) => (tree as Tree | undefined)?.[one], answers) as
    | Tree[]
    | undefined) ?? []

const keyAt = (item: Tree | undefined, { keyOf }: List) => (item && keyOf(item)) ?? ''

/** The field at a pointer into the body that was sent, if it is one of those that were changed. */
export function fieldAt(pointer: string, changed: Fields, saved: Fields): string | undefined {
  const path = pointer.replace(/^\/answers\//, '')
  const date = /^unfinishedDates\/(\w+)/.exec(path)?.[1]
  if (date) return datePlaces[date as keyof typeof datePlaces]
  const item = itemOf(path)
  const named = item
    ? path.replace(
        `${item.list.at}/${item.named}`,
        `${item.list.at}/${keyAt(itemsIn(tidyAnswers({ ...saved, ...changed }), item.list)[Number(item.named)], item.list)}`,
      )
    : path
  for (let field = named; field; field = field.slice(0, Math.max(field.lastIndexOf('/'), 0)))
    if (field in changed) return field
  return undefined
}

/** Where a field stands in the body. */
export function pointerOf(field: string, fields: Fields): string {
  const item = itemOf(field)
  if (!item) return `/answers/${field}`
  const { list, named } = item
  const at = itemsIn(tidyAnswers(fields), list).findIndex((one) => list.keyOf(one) === named)
  return `/answers/${field.replace(named, String(at))}`
}
