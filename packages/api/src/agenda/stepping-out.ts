import { rolesWhere } from '@alongside/shared/access'
import type { SteppingOut } from '@alongside/shared/agenda/schema'
import { attendeeKey, awayFrom, notNeededBetween } from '@alongside/shared/agenda/stepping-out'
import { suggestedOrder, timesOut } from '@alongside/shared/agenda/suggested-order'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { itemsOpen } from '@alongside/shared/room/rules'
import type { Tx } from '../db/pool.ts'

/**
 * ACC-9: by item that the reader sees, who must not hear it; of what is over, who was seen to leave. `kept`: for what others read later,
 * papers and minutes, whoever makes them: without those to whom the case is closed untold (HRM-1).
 */
export async function readSteppingOut(
  tx: Tx,
  meetingId: string,
  itemId: string | null = null,
  { kept = false } = {},
): Promise<Map<string, SteppingOut[]>> {
  const { rows } = await tx.$client.query<SteppingOut & { itemId: string }>({
    name: 'stepping-out',
    text: `SELECT o.item_id AS "itemId", o.account_id AS "accountId", o.name, o.agency_id AS "agencyId", o.agency_name AS "agencyName",
        o.whole, o.guest, o.why, o.left_at AS "leftAt" FROM app.stepping_out($1, $2, $3, $4) o`,
    values: [meetingId, rolesWhere('comesToMeetings'), itemId, kept],
  })
  const byItem = new Map<string, SteppingOut[]>()
  for (const { itemId, ...person } of rows) byItem.set(itemId, [...(byItem.get(itemId) ?? []), person])
  return byItem
}

/** HRM-1: an agenda as a paper has it: nobody is named in it to whom a case is closed untold. */
export async function agendaOnPaper(
  tx: Tx,
  meetingId: string,
  agenda: Meeting['agenda'],
): Promise<Meeting['agenda']> {
  const stepping = await readSteppingOut(tx, meetingId, null, { kept: true })
  return agenda.map((line) => ({ ...line, stepOut: stepping.get(line.id) ?? [] }))
}

/** ACC-9: about when somebody is not needed: the asker herself, or, for who coordinates, the holder of a paper. */
export async function readNotNeeded(
  tx: Tx,
  meeting: { id: string; startsAt: string },
  holder: { agencyId: string; accountId: string } | null,
): Promise<Meeting['notNeeded']> {
  const { rows } = await tx.$client.query<{ fromMinute: number; untilMinute: number }>({
    name: 'not-needed',
    text: `SELECT n.from_minute AS "fromMinute", n.until_minute AS "untilMinute"
      FROM app.not_needed($1, coalesce($2, app.agency_id()), coalesce($3, app.account_id())) n`,
    values: [meeting.id, holder?.agencyId ?? null, holder?.accountId ?? null],
  })
  return notNeededBetween(meeting.startsAt, rows)
}

/** The order of what still stands in which people go out as few times as can be. `agenda`: of who sees all of it. */
export async function suggestOrder(tx: Tx, { id, startsAt, agenda }: Meeting) {
  const listed = itemsOpen(agenda)
  const { rows } = await tx.$client.query<{ id: string; person: string }>({
    name: 'people-of-agenda',
    text: `SELECT i.id, app.goes_on_as(i.case_id) AS person FROM agenda_items i
      WHERE i.partnership_id = app.partnership_id() AND i.id = ANY ($1)`,
    values: [listed.map(({ id }) => id)],
  })
  const people = new Map(rows.map(({ id, person }) => [id, person]))
  const lines = listed.map(({ id, light, stepOut }) => ({
    id,
    light,
    person: people.get(id) ?? id,
    out: stepOut.filter(({ guest }) => !guest).map(attendeeKey),
  }))
  const items = suggestedOrder(lines)
  const byId = new Map(lines.map((line) => [line.id, line]))
  return {
    items,
    timesOut: timesOut(items.flatMap((id) => byId.get(id) ?? [])),
    timesOutNow: timesOut(lines),
    away: awayFrom(startsAt, await timed(tx, id, agenda)),
  }
}

/** The lines with the minutes at which they are spoken of; told to who coordinates. */
async function timed(tx: Tx, meetingId: string, agenda: Meeting['agenda']) {
  const { rows } = await tx.$client.query<{ itemId: string; fromMinute: number; untilMinute: number }>({
    name: 'item-times',
    text: `SELECT t.item_id AS "itemId", t.from_minute AS "fromMinute", t.until_minute AS "untilMinute" FROM app.item_times($1) t`,
    values: [meetingId],
  })
  const lines = new Map(agenda.map((line) => [line.id, line]))
  return rows.flatMap(({ itemId, ...minutes }) => {
    const line = lines.get(itemId)
    return line ? [{ ...minutes, stepOut: line.stepOut }] : []
  })
}
