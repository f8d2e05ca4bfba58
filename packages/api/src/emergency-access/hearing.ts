import type { emergencyAccessEvents } from '@alongside/shared/emergency-access/events'
import {
  chairs,
  coordinators,
  type Heard,
  type Hearing,
  inPerson,
  leadsOf,
  send,
} from '../notices/hearing.ts'
import type { Person, Place } from '../notices/whom.ts'
import { askedIn } from './by-name.ts'
import { onCallWhoKnow } from './deciding-by-name.ts'

type EmergencyEvent = keyof typeof emergencyAccessEvents

export const emergencyAccessHearing: Hearing<EmergencyEvent> = {
  'emergency_access.taken': async (heard) => {
    const { emergencyAccessId: subjectId, accountId } = heard.event.data
    const offices = await officesBut(heard, accountId)
    await send(heard, (await isForChair(heard)) ? offices.chairs : offices.coordinators, {
      kind: 'emergency_access_to_review',
      subjectId,
    })
    await tellOfFiles(heard, [...offices.chairs, ...offices.coordinators])
  },
  'emergency_access.barred': async (heard) => {
    const { emergencyAccessId: subjectId, accountId } = heard.event.data
    const offices = await officesBut(heard, accountId)
    await send(heard, [...offices.chairs, ...offices.coordinators], {
      kind: 'emergency_access_barred',
      subjectId,
    })
  },
  'emergency_access.asked_by_name': async (heard) => {
    const { requestId: subjectId, accountId } = heard.event.data
    const offices = await officesBut(heard, accountId)
    const told = [...offices.chairs, ...offices.coordinators]
    const rung = (await whoIsRung(heard)).filter((place) => told.every(({ id }) => id !== place.id))
    await send(heard, [...told, ...rung], { kind: 'emergency_asked_by_name', subjectId })
  },
  'emergency_access.by_name_answered': async (heard) => {
    const { requestId: subjectId } = heard.event.data
    await send(heard, await whoAsked(heard, subjectId), { kind: 'emergency_by_name_answered', subjectId })
  },
  'emergency_access.ended': async (heard) => {
    const { emergencyAccessId: subjectId } = heard.event.data
    const { rows } = await heard.tx.$client.query<{ by_another: boolean }>(
      `SELECT e.ended_by <> e.account_id AS by_another FROM emergency_accesses e WHERE e.partnership_id = app.partnership_id() AND e.id = $1`,
      [subjectId],
    )
    if (!rows[0]?.by_another) return
    await send(heard, await whoAsked(heard, subjectId), { kind: 'emergency_access_ended', subjectId })
  },
  'emergency_access.reviewed': async (heard) => {
    const { emergencyAccessId: subjectId } = heard.event.data
    await send(heard, await whoAsked(heard, subjectId), { kind: 'emergency_access_reviewed', subjectId })
  },
}

/** ACC-6: who is on call and knows whom it is likely that it means. */
async function whoIsRung(heard: Heard<'emergency_access.asked_by_name'>): Promise<Place[]> {
  const { tx, services, event, now } = heard
  const { requestId: id } = event.data
  const about = await askedIn(tx, services.vault, event.partnership_id, id)
  if (!about) return []
  return inPerson(
    heard,
    ...(await onCallWhoKnow(tx, services.vault, event.partnership_id, { id, about, now })),
  )
}

/** Who asked for that access, or by name, in the agency for which she did. */
async function whoAsked(heard: Heard<EmergencyEvent>, id: string): Promise<Place[]> {
  const { rows } = await heard.tx.$client.query<Person>(
    `SELECT account_id AS "accountId", agency_id AS "agencyId" FROM emergency_accesses
        WHERE partnership_id = app.partnership_id() AND id = $1
      UNION ALL SELECT account_id, agency_id FROM emergency_requests WHERE partnership_id = app.partnership_id() AND id = $1`,
    [id],
  )
  return inPerson(heard, ...rows)
}

async function officesBut(heard: Heard<EmergencyEvent>, accountId: string) {
  const but = (places: Place[]) => places.filter((place) => place.accountId !== accountId)
  return { chairs: but(await chairs(heard)), coordinators: but(await coordinators(heard)) }
}

async function isForChair({ tx, event }: Heard<'emergency_access.taken'>): Promise<boolean> {
  const { rows } = await tx.$client.query<{ for_chair: boolean }>(
    'SELECT for_chair FROM emergency_accesses WHERE partnership_id = app.partnership_id() AND id = $1',
    [event.data.emergencyAccessId],
  )
  return rows[0]?.for_chair === true
}

/** ACC-7, ACC-8: who referred her, and who holds a promise to her or keeps her consent, each of the file on which that is. */
async function tellOfFiles(heard: Heard<'emergency_access.taken'>, offices: readonly Place[]): Promise<void> {
  const { caseId, accountId } = heard.event.data
  const { rows } = await heard.tx.$client.query<{
    id: string
    reference: string
    agencyId: string
    agencies: string[]
    authors: string[]
    takers: Person[]
  }>(
    `SELECT c.id, c.reference, c.agency_id AS "agencyId",
        ARRAY(SELECT c.agency_id
          UNION SELECT l.promised_by FROM limits l WHERE l.partnership_id = c.partnership_id AND l.case_id = c.id AND l.lifted_at IS NULL
          UNION SELECT s.agency_id FROM consents s WHERE s.partnership_id = c.partnership_id AND s.case_id = c.id
            AND s.withdrawn_at IS NULL AND s.lapsed_at IS NULL) AS agencies,
        ARRAY(SELECT DISTINCT r.author_account_id FROM referrals r WHERE r.partnership_id = c.partnership_id AND r.case_id = c.id
          AND NOT r.imported) AS authors,
        (SELECT coalesce(json_agg(json_build_object('accountId', p.account, 'agencyId', p.agency)), '[]') FROM (
          SELECT l.recorded_by AS account, l.promised_by AS agency FROM limits l
            WHERE l.partnership_id = c.partnership_id AND l.case_id = c.id AND l.lifted_at IS NULL
          UNION SELECT app.keeper_of(s), s.agency_id FROM consents s WHERE s.partnership_id = c.partnership_id AND s.case_id = c.id
            AND s.withdrawn_at IS NULL AND s.lapsed_at IS NULL) p) AS takers
      FROM cases c WHERE c.partnership_id = app.partnership_id() AND c.id IN (SELECT app.files_of_person(c.partnership_id, $1))`,
    [caseId],
  )
  for (const { id, reference, agencyId, agencies, authors, takers } of rows) {
    const wrote = await inPerson(
      heard,
      ...authors.map((author) => ({ accountId: author, agencyId })),
      ...takers,
    )
    const told = [...(await leadsOf(heard, agencies)), ...wrote, ...(id === caseId ? offices : [])]
    await send(
      heard,
      told.filter((place) => place.accountId !== accountId),
      { kind: 'emergency_access_taken', subjectId: id, reference },
    )
  }
}
