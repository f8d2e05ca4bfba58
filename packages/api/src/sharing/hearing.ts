import type { sharingEvents } from '@alongside/shared/sharing/events'
import type { sharingNotices } from '@alongside/shared/sharing/notices'
import {
  chairs,
  coordinators,
  coordinatorsOf,
  type Heard,
  type Hearing,
  inPerson,
  leadsOf,
  send,
} from '../notices/hearing.ts'
import type { Person, Place } from '../notices/whom.ts'
import { lookWhoHasHer } from '../referrals/responding.ts'

type SharingHeard = Heard<keyof typeof sharingEvents>

interface Side {
  side: 'lost' | 'gained' | 'promised'
  agencyId: string
  reach: string
  accountId: string | null
}

/**
 * CON-3: whoever reads a case no more is told what to stop, whoever reads it now that she may, whoever gave a promise and
 * who coordinates that it has changed. Each is told once, and what concerns her most.
 */
export const sharingHearing: Hearing<keyof typeof sharingEvents> = {
  'sharing.changed': async (heard) => {
    const { sharingChangeId } = heard.event.data
    await lookWhoHasHer(heard.tx, heard.event.data.caseId, heard.now)
    const { rows: sides } = await heard.tx.$client.query<Side>(
      `SELECT side, agency_id AS "agencyId", reach, account_id AS "accountId" FROM sharing_sides
        WHERE partnership_id = app.partnership_id() AND change_id = $1`,
      [sharingChangeId],
    )
    const told = new Set<string>()
    const tell = async (kind: keyof typeof sharingNotices, places: readonly Place[]) => {
      const news = places.filter(({ id }) => !told.has(id))
      for (const { id } of news) told.add(id)
      await send(heard, news, { kind, subjectId: sharingChangeId, reference: await referenceOf(heard) })
    }
    const of = (side: Side['side']) => sides.filter((one) => one.side === side)
    // Of an emergency that begins all of these are told as it is taken (emergency-access/hearing.ts).
    if (await isEmergencyBegun(heard)) return
    const promisers = await promisedBy(heard)
    if (await tellStanding(heard, promisers)) return
    const lost = of('lost')
    const loses = new Set(lost.filter(({ reach }) => reach === 'agency').map(({ agencyId }) => agencyId))
    await tell('sharing_lost', [
      ...(await peopleOf(heard, lost)),
      ...(await inPerson(heard, ...(await withWork(heard)))),
      ...(await inPerson(heard, ...promisers.filter(({ agencyId }) => loses.has(agencyId)))),
    ])
    await tell('sharing_gained', await peopleOf(heard, of('gained')))
    await tell('sharing_promised', [
      ...(await inPerson(heard, ...promisers)),
      ...(await leadsOf(
        heard,
        of('promised').map(({ agencyId }) => agencyId),
      )),
    ])
    await tell('sharing_to_settle', await coordinatorsOf(heard, heard.event.data.caseId))
  },
}

/** Of an agency its leads; of coordination who coordinates and chairs; of one person herself, and who leads where she works. */
async function peopleOf(heard: SharingHeard, sides: readonly Side[]): Promise<Place[]> {
  const people: Place[] = []
  for (const { reach, agencyId, accountId } of sides)
    if (accountId) people.push(...(await inPerson(heard, { accountId, agencyId })))
    else if (reach === 'coordination') people.push(...(await coordinators(heard)), ...(await chairs(heard)))
    else people.push(...(await leadsOf(heard, [agencyId])))
  return people
}

/** Whose in person something runs of an agency that lost sight of the case. */
async function withWork({ tx, event }: SharingHeard): Promise<Person[]> {
  const { rows } = await tx.$client.query<{ accountId: string | null; agencyId: string }>(
    `SELECT DISTINCT a.owner_account_id AS "accountId", a.owner_agency_id AS "agencyId" FROM sharing_work w
      JOIN actions a ON a.partnership_id = w.partnership_id AND a.id = w.subject_id AND a.owner_account_id IS NOT NULL
      WHERE w.partnership_id = app.partnership_id() AND w.change_id = $1`,
    [event.data.sharingChangeId],
  )
  return rows.flatMap(({ accountId, agencyId }) => (accountId ? { accountId, agencyId } : []))
}

/** Who keeps in person what she agreed to, or holds what she refuses, on this file. */
async function promisedBy({ tx, event }: SharingHeard): Promise<Person[]> {
  const { rows } = await tx.$client.query<Person>(
    `SELECT DISTINCT p.account AS "accountId", p.agency AS "agencyId" FROM (
        SELECT app.keeper_of(c) AS account, c.agency_id AS agency FROM consents c
          WHERE c.partnership_id = app.partnership_id() AND c.case_id = $1
        UNION SELECT l.recorded_by, l.promised_by FROM limits l WHERE l.partnership_id = app.partnership_id() AND l.lifted_at IS NULL
          AND l.case_id = $1) p`,
    [event.data.caseId],
  )
  return rows
}

/**
 * ACC-5: that an agency’s agreements ran out, or were signed again, is told once, however many cases it reads: to it, to who
 * promised something in one of them, and to who coordinates. Whether it was that.
 */
async function tellStanding(heard: SharingHeard, promisers: readonly Person[]): Promise<boolean> {
  const { tx, event } = heard
  const { rows } = await tx.$client.query<{ agencyId: string; cause: string; alone: boolean }>(
    `SELECT DISTINCT agency_id AS "agencyId", cause, bool_and(cause IN ('unsigned', 'signed')) OVER () AS alone FROM sharing_sides
      WHERE partnership_id = app.partnership_id() AND change_id = $1 AND side <> 'promised'`,
    [event.data.sharingChangeId],
  )
  if (!rows[0]?.alone) return false
  const others = [...(await inPerson(heard, ...promisers)), ...(await coordinators(heard))]
  for (const { agencyId, cause } of rows)
    await send(heard, [...(await leadsOf(heard, [agencyId])), ...others], {
      kind: cause === 'signed' ? 'sharing_resumed' : 'sharing_paused',
      subjectId: agencyId,
      occasion: event.at,
    })
  return true
}

/** Whether it is all that changed that somebody opened the case in an emergency. */
async function isEmergencyBegun({ tx, event }: SharingHeard): Promise<boolean> {
  const { rows } = await tx.$client.query<{ begun: boolean }>(
    `SELECT bool_and(side = 'gained' AND cause = 'emergency') AS begun FROM sharing_sides
      WHERE partnership_id = app.partnership_id() AND change_id = $1 AND side <> 'promised'`,
    [event.data.sharingChangeId],
  )
  return rows[0]?.begun === true
}

async function referenceOf({ tx, event }: SharingHeard): Promise<string | null> {
  const { rows } = await tx.$client.query<{ reference: string }>(
    'SELECT reference FROM sharing_changes WHERE partnership_id = app.partnership_id() AND id = $1',
    [event.data.sharingChangeId],
  )
  return rows[0]?.reference ?? null
}
