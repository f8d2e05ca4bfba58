import { reviewDueAt } from '@alongside/shared/exclusions/rules'
import { factsOfRow, saysAnything } from '@alongside/shared/people-who-harm/rules'
import type { HarmFacts, HarmRows, PersonWhoHarms } from '@alongside/shared/people-who-harm/schema'
import { namesakesAtMost, type SameName } from '@alongside/shared/people-who-harm/values'
import { sameNameQuestion } from '@alongside/shared/people-who-harm/words'
import { type Fault, Refusal } from '@alongside/shared/problems'
import { joinedAlike, normalise, petAlike, sharesWord, soundsLike, speltAlike } from '../cases/name-tokens.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { readCalendar } from '../partnerships/queries.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface Colleague {
  accountId: string
  agencyId: string
  name: string
}

type Named = Pick<HarmFacts, 'called' | 'names'>
/** Nobody of that name works here, or it was asked already. */
export const noNamesake = { closing: [] as Colleague[], found: false }

/**
 * HRM-1: who harms her may himself work in the partnership. Before anything of him is sent, what is typed as his name is held against everybody
 * who does; whoever writes it down is asked, and told no more than that there is somebody of that name.
 * `closing`: to whom her case is closed first. @throws Refusal person_who_harms.works_here
 */
export const askedOfNamesakes = (
  tx: Tx,
  caseId: string,
  facts: Named,
  sameName: SameName | undefined,
): Promise<typeof noNamesake> => asked(tx, caseId, [{ at: '', facts, sameName }])

/** The same of the rows of a form. */
export const askedOfForm = (tx: Tx, caseId: string, rows: HarmRows = {}): Promise<typeof noNamesake> =>
  asked(
    tx,
    caseId,
    Object.entries(rows).flatMap(([id, row]) =>
      saysAnything(factsOfRow(row))
        ? [{ at: `/answers/peopleWhoHarm/${id}`, facts: row, sameName: row.sameName }]
        : [],
    ),
  )

async function asked(
  tx: Tx,
  caseId: string,
  people: readonly { at: string; facts: Named; sameName: SameName | undefined }[],
): Promise<typeof noNamesake> {
  const named = people.filter(({ facts }) => facts.called?.trim() || facts.names?.trim())
  if (named.length === 0) return noNamesake
  // Nobody takes a place until this is written down: then they are held against it (told-to-look.ts).
  await tx.$client.query(
    `SELECT pg_advisory_xact_lock_shared(hashtextextended('names of ' || app.partnership_id(), 0))`,
  )
  const { rows: colleagues } = await tx.$client.query<Colleague>({
    name: 'who-might-be-named',
    text: `SELECT w.account_id AS "accountId", w.agency_id AS "agencyId", w.name FROM app.who_might_be_named($1) w`,
    values: [caseId],
  })
  const found = named
    .map((one) => ({ ...one, same: colleagues.filter(({ name }) => isNamesake(one.facts, name)) }))
    .filter(({ same }) => same.length > 0)
  const unsaid = found.filter(({ sameName }) => !sameName)
  if (unsaid.length > 0)
    throw new Refusal(
      'person_who_harms.works_here',
      unsaid.map(
        ({ at }): Fault => ({ pointer: `${at}/sameName`, code: 'missing', detail: sameNameQuestion }),
      ),
    )
  return {
    found: found.length > 0,
    closing: found.flatMap(({ sameName, same }) => (sameName === 'close_first' ? same : [])),
  }
}

/** Closes her case untold to each of them, in the transaction in which it is written down. Gives the ids of what was closed. */
export async function closeToNamesakes(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { caseId, closing, now }: { caseId: string; closing: readonly Colleague[]; now: string },
): Promise<string[]> {
  if (closing.length === 0) return []
  const due = reviewDueAt(await readCalendar(tx), now)
  const ids: string[] = []
  for (const { accountId, agencyId } of closing) {
    const id = newId()
    await tx.$client.query({
      name: 'close-to-namesake',
      text: 'SELECT app.close_to_namesake($1, $2, $3, $4, $5, $6)',
      values: [
        ...[id, caseId, accountId, agencyId],
        vault.seal(key, 'exclusion', 'Has the name of a person who harms her, by whoever wrote it down.'),
        due,
      ],
    })
    ids.push(id)
  }
  return ids
}

type Namesake = PersonWhoHarms['namesakes'][number]

/** To who coordinates, and to who is told to look in her place: of each that stands who works here under his name and has the case open. */
export async function readNamesakes(
  tx: Tx,
  people: readonly { person: Pick<PersonWhoHarms, 'id' | 'caseId' | 'facts' | 'ended'> }[],
): Promise<Map<string, Namesake[]>> {
  const standing = people.filter(({ person }) => person.ended === null)
  const files = [...new Set(standing.map(({ person }) => person.caseId))]
  if (files.length === 0) return new Map()
  const { rows } = await tx.$client.query<Namesake & { caseId: string }>({
    name: 'namesakes',
    text: `SELECT c.id AS "caseId", w.account_id AS "accountId", w.name, w.agency_name AS "agencyName"
      FROM unnest($1::uuid[]) AS c(id) CROSS JOIN LATERAL app.who_might_be_named(c.id) w
      WHERE app.coordinates() OR app.is_told_to_look(c.id) ORDER BY w.name, w.account_id`,
    values: [files],
  })
  return new Map(
    standing.map(({ person: { id, caseId, facts } }) => [
      id,
      rows
        .filter((row) => row.caseId === caseId && isNamesake(facts, row.name))
        .slice(0, namesakesAtMost)
        .map(({ accountId, name, agencyName }) => ({ accountId, name, agencyName })),
    ]),
  )
}

/** What follows from a name that somebody bears who works here, as events. */
export const namesakeEvents = (
  caseId: string,
  personIds: readonly string[],
  closed: readonly string[],
  found: boolean,
) => [
  ...closed.map((exclusionId) => ({ type: 'exclusion.closed' as const, data: { exclusionId, caseId } })),
  ...(found && personIds[0]
    ? [{ type: 'person_who_harms.namesake' as const, data: { personId: personIds[0], caseId } }]
    : []),
]

const titles = new Set(
  'mr mrs ms miss mx dr prof sir dame rev pc pcso dc ds di dci dsu det detective sgt sergeant insp inspector ch supt superintendent constable officer sister nurse cllr'.split(
    ' ',
  ),
)

/**
 * Whether somebody’s first name and last are both in what is typed, as names are found elsewhere: spelt so, but for a slip, by its sound, by a pet
 * name, joined or apart, in another script; or the last after a title, as in «Sgt Vale».
 */
export function isNamesake({ called = '', names = '' }: Named, name: string): boolean {
  const words = normalise(name)
    .split(' ')
    .filter((word) => word !== '' && !titles.has(word))
  const [first, ...others] = words
  const last = others.at(-1)
  if (!first) return false
  const whole = words.join(' ')
  const typed = [called, ...names.split(/[,;/|]|\baka\b|\bor\b/i), `${called} ${names}`]
  return typed.some((one) => {
    const given = normalise(one ?? '')
      .split(' ')
      .filter(Boolean)
    const said = given.filter((word) => !titles.has(word))
    if (said.length === 0) return false
    if (!last) return said.length === 1 && alike(said[0] ?? '', first)
    if (joinedAlike(said.join(' '), whole) && said.length === 1) return true
    const lasts = said.filter((word) => alike(word, last))
    if (lasts.length === 0) return false
    return (
      said.some(
        (word) => !(lasts.length === 1 && word === lasts[0]) && (alike(word, first) || petAlike(word, first)),
      ) ||
      (given.length > said.length && said.length === 1)
    )
  })
}

const alike = (one: string, other: string) =>
  sharesWord(one, other) || speltAlike(one, other) || soundsLike(one, other)
