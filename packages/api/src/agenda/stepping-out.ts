import { rolesWhere } from '@alongside/shared/access'
import type { AgendaLine, SteppingOut } from '@alongside/shared/agenda/schema'
import { attendeeKey, awayFrom, notNeededBetween } from '@alongside/shared/agenda/stepping-out'
import { suggestedOrder, timesOut } from '@alongside/shared/agenda/suggested-order'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { itemsOpen } from '@alongside/shared/room/rules'
import type { Tx } from '../db/pool.ts'

/** Who steps out for one item, as its reader may know. */
type Out = Pick<AgendaLine, 'stepOut' | 'unnamedOut'>

export const nobodyOut: Out = { stepOut: [], unnamedOut: null }

/** A person, or, where it is not the reader's to know who, that there is one (HRM-1). */
type OutRow = { itemId: string } & (
  | SteppingOut
  | { [K in keyof SteppingOut]: K extends 'leftAt' ? string | null : null }
)

/**
 * ACC-9: by item that the reader sees, who must not hear it; of what is over, who was seen to leave. `kept`: for what others read later,
 * papers and minutes, whoever makes them: without those to whom the case is closed untold (HRM-1).
 */
export async function readSteppingOut(
  tx: Tx,
  meetingId: string,
  itemId: string | null = null,
  { kept = false } = {},
): Promise<Map<string, Out>> {
  const { rows } = await tx.$client.query<OutRow>({
    name: 'stepping-out',
    text: `SELECT o.item_id AS "itemId", o.account_id AS "accountId", o.name, o.agency_id AS "agencyId", o.agency_name AS "agencyName",
        o.whole, o.guest, o.why, o.left_at AS "leftAt", o.untold FROM app.stepping_out($1, $2, $3, $4) o`,
    values: [meetingId, rolesWhere('comesToMeetings'), itemId, kept],
  })
  return new Map(
    [...Map.groupBy(rows, ({ itemId }) => itemId)].map(([itemId, of]) => [itemId, outOf(of)] as const),
  )
}

function outOf(rows: OutRow[]): Out {
  const unnamed = rows.flatMap(({ accountId, leftAt }) => (accountId === null ? [leftAt] : []))
  return {
    stepOut: rows.flatMap(({ itemId: _, ...person }) => (person.accountId === null ? [] : [person])),
    unnamedOut:
      unnamed.length === 0
        ? null
        : { leftAt: unnamed.includes(null) ? null : (unnamed.toSorted().at(-1) ?? null) },
  }
}

/** HRM-1: an agenda as a paper has it: nobody is named in it to whom a case is closed untold. */
export async function agendaOnPaper(
  tx: Tx,
  meetingId: string,
  agenda: Meeting['agenda'],
): Promise<Meeting['agenda']> {
  const stepping = await readSteppingOut(tx, meetingId, null, { kept: true })
  return agenda.map((line) => ({ ...line, ...(stepping.get(line.id) ?? nobodyOut) }))
}

/** ACC-9: about when somebody is not needed: the asker herself, or, for who coordinates, the holder of a paper; of a meeting that starts then. */
export async function readNotNeeded(
  tx: Tx,
  meetingId: string,
  holder: { agencyId: string; accountId: string } | null,
): Promise<(startsAt: string) => Meeting['notNeeded']> {
  const { rows } = await tx.$client.query<{ fromMinute: number; untilMinute: number }>({
    name: 'not-needed',
    text: `SELECT n.from_minute AS "fromMinute", n.until_minute AS "untilMinute"
      FROM app.not_needed($1, coalesce($2, app.agency_id()), coalesce($3, app.account_id())) n`,
    values: [meetingId, holder?.agencyId ?? null, holder?.accountId ?? null],
  })
  return (startsAt) => notNeededBetween(startsAt, rows)
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
