import type { caseEvents } from '@alongside/shared/cases/events'
import { sharedWithAgency } from '../access/visibility.ts'
import { tellContradictions } from '../limits/hearing.ts'
import { coordinatorsOf, type Heard, type Hearing, inPerson, leadsOf, send } from '../notices/hearing.ts'
import type { Place } from '../notices/whom.ts'
import { isHeld } from './holding.ts'
import { referenceOf } from './reference.ts'

export const caseHearing: Hearing<keyof typeof caseEvents> = {
  'case.held': async (heard) => {
    const { caseId } = heard.event.data
    const told = await tell(heard, caseId, 'case_held', [])
    await tellOfOthers(heard, await otherFiles(heard, caseId), 'case_rests', told)
  },
  'case.hold_lifted': async (heard) => {
    const { caseId } = heard.event.data
    const told = await tell(heard, caseId, 'case_hold_lifted', [])
    if (await isHeld(heard.tx, caseId)) return
    await tellOfOthers(heard, await otherFiles(heard, caseId), 'case_goes_on', told)
  },
  'case.files_joined': async (heard) => {
    const join = await joinOf(heard)
    if (!join) return
    await tellContradictions(heard, join.case_id)
    // REF-3: a hold on one of them holds the other too. What is joined to another has no file joined to itself.
    const held = await heldThemselves(heard, join.case_id)
    const joinedHeld = held.includes(join.joined_case_id)
    if (held.length === 0 || (joinedHeld && held.length > 1)) return
    const knowing = await Promise.all(held.map((caseId) => whoWorksWithHer(heard, caseId)))
    const resting = joinedHeld ? await otherFiles(heard, join.joined_case_id) : [join.joined_case_id]
    await tellOfOthers(heard, resting, 'case_rests', knowing.flat())
  },
  'case.files_parted': async (heard) => {
    const join = await joinOf(heard)
    if (!join) return
    const [one, other] = [join.case_id, join.joined_case_id]
    const [held, otherHeld] = [await isHeld(heard.tx, one), await isHeld(heard.tx, other)]
    if (held !== otherHeld) await tell(heard, held ? other : one, 'case_goes_on', [])
  },
}

type HoldNotice = 'case_held' | 'case_hold_lifted' | 'case_rests' | 'case_goes_on'

async function joinOf(heard: Heard<'case.files_joined' | 'case.files_parted'>) {
  const { rows } = await heard.tx.$client.query<{ case_id: string; joined_case_id: string }>(
    'SELECT case_id, joined_case_id FROM joined_files WHERE partnership_id = app.partnership_id() AND id = $1',
    [heard.event.data.joinId],
  )
  return rows[0]
}

/** Of the files of that person those on which a hold stands. */
async function heldThemselves({ tx }: Heard, caseId: string): Promise<string[]> {
  const { rows } = await tx.$client.query<{ id: string }>(
    `SELECT DISTINCT h.case_id AS id FROM case_holds h WHERE h.partnership_id = app.partnership_id() AND h.lifted_at IS NULL
      AND h.case_id IN (SELECT app.files_of_person(h.partnership_id, $1))`,
    [caseId],
  )
  return rows.map(({ id }) => id)
}

async function otherFiles({ tx }: Heard, caseId: string): Promise<string[]> {
  const { rows } = await tx.$client.query<{ id: string }>(
    'SELECT f AS id FROM app.files_of_person(app.partnership_id(), $1) f WHERE f <> $1 ORDER BY f',
    [caseId],
  )
  return rows.map(({ id }) => id)
}

/** ACC-6: who works with her by another file is told of that one, once, and of nothing else; but not who knows by the held file. */
async function tellOfOthers(
  heard: Heard,
  files: readonly string[],
  kind: HoldNotice,
  knowing: readonly Place[],
): Promise<void> {
  const told = [...knowing]
  for (const id of files) told.push(...(await tell(heard, id, kind, told)))
}

/** Gives whom it told. */
async function tell(heard: Heard, caseId: string, kind: HoldNotice, but: readonly Place[]): Promise<Place[]> {
  const known = new Set(but.map(({ id }) => id))
  const places = (await whoWorksWithHer(heard, caseId)).filter(({ id }) => !known.has(id))
  await send(heard, places, { kind, subjectId: caseId, reference: await referenceOf(heard.tx, caseId) })
  return places
}

/** REF-3: the leads of every agency that sees the file, who coordinates, and in person whoever owes an action on it. */
async function whoWorksWithHer(heard: Heard, caseId: string): Promise<Place[]> {
  const { tx, now } = heard
  const { rows } = await tx.$client.query<{ agency_id: string }>({
    name: 'agencies-of-held-case',
    text: `SELECT DISTINCT g.agency_id FROM sharing_grants g
      WHERE g.partnership_id = app.partnership_id() AND g.case_id = $1 AND ${sharedWithAgency('$2')}`,
    values: [caseId, now],
  })
  const owners = await tx.$client.query<{ accountId: string; agencyId: string }>({
    name: 'owners-for-held-case',
    text: `SELECT DISTINCT owner_account_id AS "accountId", owner_agency_id AS "agencyId" FROM actions
      WHERE partnership_id = app.partnership_id() AND case_id = $1 AND closed_at IS NULL AND owner_account_id IS NOT NULL`,
    values: [caseId],
  })
  const seeing = new Set(rows.map(({ agency_id }) => agency_id))
  const places = [
    ...(await leadsOf(heard, [...seeing])),
    ...(await coordinatorsOf(heard, caseId)),
    ...(await inPerson(heard, ...owners.rows.filter(({ agencyId }) => seeing.has(agencyId)))),
  ]
  return [...new Map(places.map((place) => [place.id, place])).values()]
}
