import {
  listableItemStates,
  minutesFor,
  placeOfNewcomer,
  whyNotOneMore,
} from '@alongside/shared/agenda/rules'
import type { AgendaLine } from '@alongside/shared/agenda/schema'
import { agendaAtMost } from '@alongside/shared/agenda/values'
import { comingMeetingStates } from '@alongside/shared/meetings/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { Refusal } from '@alongside/shared/problems'
import { itemsOpen, openItemStates } from '@alongside/shared/room/rules'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { filesAtMeeting, lightOfPerson } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { chairedAsUsual, readChairing } from './deputies.ts'
import { nobodyOut, readSteppingOut } from './stepping-out.ts'

/**
 * What a member sees before signing: lights and references of the cases that her agency holds a grant on, in order (MTG-3).
 * `itemId`: that line alone, in its place among the others.
 */
export async function readAgenda(
  tx: Tx,
  meetingId: string,
  itemId: string | null = null,
): Promise<Meeting['agenda']> {
  const lines = tx.$client.query<
    Omit<AgendaLine, 'stepOut' | 'unnamedOut' | 'needsDeputy' | 'chairedBy' | 'unchaired' | 'otherFiles'> & {
      person: string
    }
  >({
    name: 'read-agenda',
    // That a file is held is told where the hold is its own: of another file of hers its reader may not know.
    // Numbered among the visible: a gap would tell how many cases there are that one may not see (ACC-6).
    // Of what is still to be spoken of only what was begun can be held: the rest has left the agenda (app.leave_agendas).
    // REF-10: two files of one person, to who sees both, stand side by side under her light.
    text: `SELECT i.id, row_number() OVER (ORDER BY app.place_on_agenda(
          i.position, i.light, i."carriedForHer", i."listedFirst", i.person, i.listed_at, i.id)) AS position,
        i.state, i.light, i.minutes, i.case_id AS "caseId", i.reference AS "caseReference", i.referral_id AS "referralId",
        app.basis_in_force(i.case_id) AS "basisInForce", i.begun AND app.is_held(app.partnership_id(), i.case_id) AS rests, i.running AS "carriedActions",
        i.spent_seconds AS "spentSeconds", i.begun_at AS "runningSince", i."putOffTo", i."takenOff",
        CASE WHEN i."takenOff" THEN i."takenOffBecause" END AS "takenOffBecause", i.person
      FROM (SELECT i.id, i.position, i.state, coalesce(CASE WHEN i.state = ANY ($2) THEN ${lightOfPerson('i.case_id')} END, i.light) AS light,
          i.minutes, i.case_id, c.reference, i.referral_id, i.listed_at, i.spent_seconds, i.begun_at, i.begun_at IS NOT NULL AND i.state = ANY ($2) AS begun, (SELECT d.starts_at FROM meetings d WHERE d.partnership_id = i.partnership_id AND d.id = i.deferred_to) AS "putOffTo",
          i.taken_off IS NOT NULL AND i.deferred_for IS NULL AND i.deferred_because IS NULL AS "takenOff",
          CASE WHEN i.taken_off <> 'held' OR EXISTS (SELECT FROM case_holds h WHERE h.partnership_id = i.partnership_id
            AND h.case_id = i.case_id AND h.lifted_at IS NULL) THEN i.taken_off END AS "takenOffBecause", v.running, p.id AS person,
          max(v.running) OVER (PARTITION BY p.id) > 0 AS "carriedForHer", min(i.listed_at) OVER (PARTITION BY p.id) AS "listedFirst"
        FROM agenda_items i
        JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
        JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
        CROSS JOIN LATERAL (SELECT app.goes_on_as(i.case_id) AS id) p
        CROSS JOIN LATERAL (SELECT count(*) AS running FROM actions a
          JOIN meetings e ON e.partnership_id = a.partnership_id AND e.id = a.meeting_id
          WHERE a.partnership_id = i.partnership_id AND a.case_id = ANY (${filesAtMeeting('i.case_id')}) AND a.closed_at IS NULL
            AND e.starts_at < m.starts_at) v
        WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = $1) i ORDER BY position LIMIT ${agendaAtMost}`,
    values: [meetingId, openItemStates],
  })
  const [{ rows }, stepping, chairing] = await Promise.all([
    lines,
    readSteppingOut(tx, meetingId, itemId),
    readChairing(tx, meetingId, itemId),
  ])
  const asked = rows.filter(({ id }) => itemId === null || id === itemId)
  return asked.map(({ person, ...line }) => ({
    ...line,
    otherFiles: rows.flatMap((other) =>
      other.person === person && other.id !== line.id ? other.caseReference : [],
    ),
    ...(stepping.get(line.id) ?? nobodyOut),
    ...(chairing.get(line.id) ?? chairedAsUsual),
  }))
}

/**
 * The same lines with each item's own light and what is carried of its own file: for what is kept for another reader, who
 * may not know of the files that are joined to it (REF-10).
 */
export async function asForAnother(
  tx: Tx,
  meetingId: string,
  agenda: Meeting['agenda'],
): Promise<Meeting['agenda']> {
  const { rows } = await tx.$client.query<Pick<AgendaLine, 'id' | 'light' | 'carriedActions'>>({
    name: 'lines-for-another',
    text: `SELECT i.id, i.light, (SELECT count(*) FROM actions a
        JOIN meetings e ON e.partnership_id = a.partnership_id AND e.id = a.meeting_id
        WHERE a.partnership_id = i.partnership_id AND a.case_id = i.case_id AND a.closed_at IS NULL
          AND e.starts_at < m.starts_at) AS "carriedActions"
      FROM agenda_items i JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
      WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = $1`,
    values: [meetingId],
  })
  const own = new Map(rows.map((line) => [line.id, line]))
  return agenda.map((line) => ({ ...line, ...own.get(line.id), otherFiles: [] }))
}

export interface Listing {
  meetingId: string
  caseId: string
  referralId: string | null
  light: Light
  now: string
}

/**
 * MTG-3: puts a case on a meeting's agenda and gives the item's id. A case stands there once: a second referral joins the
 * item that there is, under the more serious light; one that was taken off comes back. Where the coordinator has ordered the
 * agenda, what comes onto it goes in by its light.
 * @throws Refusal meeting.wrong_state when that meeting has been closed, or has discussed the case already · case.held · agenda.full
 */
export async function putOnAgenda(
  tx: Tx,
  { meetingId, caseId, referralId, light, now }: Listing,
): Promise<string> {
  await mustHavePlace(tx, meetingId, caseId)
  const { rows } = await tx.$client.query<{ id: string; position: number | null }>({
    name: 'put-on-agenda',
    text: `WITH meeting AS (SELECT id FROM meetings WHERE partnership_id = app.partnership_id() AND id = $2 AND state = ANY ($8) FOR SHARE)
      INSERT INTO agenda_items AS i (id, meeting_id, case_id, referral_id, light, minutes, listed_at, arranged_at)
      SELECT $1, meeting.id, $3, $4, $5, $6, $7, $7 FROM meeting
      ON CONFLICT (partnership_id, meeting_id, case_id) DO UPDATE SET
        state = 'listed', closed_at = NULL, version = i.version + 1, arranged_at = EXCLUDED.arranged_at,
        listed_at = CASE WHEN i.state = ANY ($10) THEN i.listed_at ELSE EXCLUDED.listed_at END,
        position = CASE WHEN i.state = ANY ($10) THEN i.position END,
        referral_id = CASE WHEN i.state = ANY ($10) THEN coalesce(i.referral_id, EXCLUDED.referral_id) ELSE EXCLUDED.referral_id END,
        light = CASE WHEN i.state = ANY ($10) AND i.minutes > EXCLUDED.minutes THEN i.light ELSE EXCLUDED.light END,
        minutes = CASE WHEN i.state = ANY ($10) THEN greatest(i.minutes, EXCLUDED.minutes) ELSE EXCLUDED.minutes END
        WHERE i.state = ANY ($9)
      RETURNING id, position`,
    values: [
      newId(),
      meetingId,
      caseId,
      referralId,
      light,
      minutesFor[light],
      now,
      comingMeetingStates.stand,
      listableItemStates,
      openItemStates,
    ],
  })
  const [item] = rows
  if (!item) throw new Refusal('meeting.wrong_state')
  if (item.position === null) await goInByLight(tx, meetingId, item.id)
  return item.id
}

/** @throws Refusal agenda.full */
export async function mustHavePlace(tx: Tx, meetingId: string, caseId: string): Promise<void> {
  const others = await tx.$client.query<{ count: number }>({
    name: 'others-on-agenda',
    text: `SELECT count(*)::int AS count FROM agenda_items
      WHERE partnership_id = app.partnership_id() AND meeting_id = $1 AND case_id <> $2`,
    values: [meetingId, caseId],
  })
  const full = whyNotOneMore(others.rows[0]?.count ?? 0)
  if (full) throw new Refusal(full)
}

/** Leaves an agenda that nobody has ordered as it is: the default order places the newcomer. So does a deputy, who does not see all of it. */
async function goInByLight(tx: Tx, meetingId: string, itemId: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; light: Light; person: string }>({
    name: 'ordered-agenda',
    text: `SELECT i.id, coalesce(${lightOfPerson('i.case_id')}, i.light) AS light, app.goes_on_as(i.case_id) AS person
      FROM agenda_items i WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = $1
      AND app.coordinates() AND (i.position IS NOT NULL OR i.id = $2) ORDER BY i.position, i.id`,
    values: [meetingId, itemId],
  })
  const newcomer = rows.find(({ id }) => id === itemId)
  const ordered = rows.filter(({ id }) => id !== itemId)
  if (ordered.length === 0 || !newcomer) return
  await placeItems(tx, ordered.map(({ id }) => id).toSpliced(placeOfNewcomer(ordered, newcomer), 0, itemId))
}

/** Gives these items of one agenda their places, first to last. */
export async function placeItems(tx: Tx, itemIds: readonly string[]): Promise<void> {
  await tx.$client.query({
    name: 'place-items',
    text: `UPDATE agenda_items i SET position = o.place FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, place)
      WHERE i.partnership_id = app.partnership_id() AND i.id = o.id AND i.position IS DISTINCT FROM o.place`,
    values: [itemIds],
  })
}

/**
 * Sets the minutes that were given, and marks what of the agenda is arranged anew: other minutes, or another place among
 * those that still stand on it.
 */
export async function arrange(
  tx: Tx,
  agenda: Meeting['agenda'],
  asked: readonly { id: string; minutes?: number | undefined }[],
  now: string,
): Promise<void> {
  const listed = itemsOpen(agenda)
  const before = new Map(listed.map(({ id, minutes }, place) => [id, { minutes, place }]))
  const changed = asked.flatMap(({ id, minutes }, place) => {
    const stood = before.get(id)
    if (!stood || (stood.place === place && (minutes ?? stood.minutes) === stood.minutes)) return []
    return [{ id, minutes: minutes ?? stood.minutes }]
  })
  await tx.$client.query({
    name: 'arrange-items',
    text: `UPDATE agenda_items i SET minutes = o.minutes, arranged_at = $3 FROM unnest($1::uuid[], $2::int[]) AS o(id, minutes)
      WHERE i.partnership_id = app.partnership_id() AND i.id = o.id`,
    values: [changed.map(({ id }) => id), changed.map(({ minutes }) => minutes), now],
  })
}
