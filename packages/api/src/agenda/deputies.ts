import { rolesWhere } from '@alongside/shared/access'
import type { AgendaLine, Deputy } from '@alongside/shared/agenda/schema'
import { agendaAtMost } from '@alongside/shared/agenda/values'
import { comingMeetingStates } from '@alongside/shared/meetings/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import type { MyWork } from '@alongside/shared/work/contract'
import type { Tx } from '../db/pool.ts'

const person = 'd.account_id AS "accountId", d.name, d.agency_id AS "agencyId", d.agency_name AS "agencyName"'

type Chairing = Pick<AgendaLine, 'needsDeputy' | 'chairedBy' | 'unchaired'>

/** Of an item that chair or coordinator may hear. */
export const chairedAsUsual: Chairing = { needsDeputy: false, chairedBy: null, unchaired: false }

/** ACC-9: the items that neither chair nor coordinator may hear, of those that the reader sees; with who chairs each. */
export async function readChairing(
  tx: Tx,
  meetingId: string,
  itemId: string | null = null,
): Promise<Map<string, Chairing>> {
  const { rows } = await tx.$client.query<
    { itemId: string; unchaired: boolean } & { [K in keyof Deputy]: Deputy[K] | null }
  >({
    name: 'chaired-by-deputy',
    text: `SELECT d.item_id AS "itemId", d.unchaired, ${person} FROM app.chaired_by_deputy($1, $2, $3) d`,
    values: [meetingId, rolesWhere('comesToMeetings'), itemId],
  })
  return new Map(
    rows.map(({ itemId, unchaired, ...deputy }) => [
      itemId,
      {
        needsDeputy: true,
        chairedBy: deputy.accountId === null ? null : (deputy as Deputy),
        unchaired,
      },
    ]),
  )
}

/** Who can be the deputy of a meeting; told to who coordinates. */
export async function readDeputies(tx: Tx, meetingId: string): Promise<Deputy[]> {
  const { rows } = await tx.$client.query<Deputy>({
    name: 'deputies',
    text: `SELECT ${person} FROM app.deputies($1, $2) d LIMIT 200`,
    values: [meetingId, rolesWhere('comesToMeetings')],
  })
  return rows
}

type LeftToOthers = Pick<Meeting, 'deputyNeeded' | 'leftToDeputy' | 'leftToOther' | 'unchaired'>

/** What who coordinates is told of cases that are not hers to see; to everybody else nothing. */
export async function readLeftToOthers(tx: Tx, meetingId: string): Promise<LeftToOthers> {
  const { rows } = await tx.$client.query<LeftToOthers>({
    name: 'left-to-others',
    text: `SELECT wanted AS "deputyNeeded", left_to_deputy AS "leftToDeputy", left_to_other AS "leftToOther", unchaired
      FROM app.left_to_others($1, $2)`,
    values: [meetingId, rolesWhere('comesToMeetings')],
  })
  const [left] = rows
  if (!left) throw new Error('a sum has one row')
  return left
}

/** MTG-3: puts off to the next meeting what nobody who attends could chair, as the meeting closes. */
export async function putOffUnchaired(tx: Tx, meetingId: string) {
  const { rows } = await tx.$client.query<{
    agendaItemId: string
    caseId: string
    referralId: string | null
    nextMeetingId: string | null
  }>({
    name: 'put-off-unchaired',
    text: `SELECT p.item_id AS "agendaItemId", p.case_id AS "caseId", p.referral_id AS "referralId", p.next_id AS "nextMeetingId"
      FROM app.put_off_unchaired($1, $2, $3) p`,
    values: [meetingId, rolesWhere('comesToMeetings'), agendaAtMost],
  })
  return rows
}

/** Who stands as deputy, to who coordinates and to herself; null also where she does not attend any more. */
export async function readDeputy(tx: Tx, meetingId: string): Promise<Deputy | null> {
  const { rows } = await tx.$client.query<Deputy>({
    name: 'deputy-of-meeting',
    text: `SELECT ${person} FROM app.deputy($1, $2) d`,
    values: [meetingId, rolesWhere('comesToMeetings')],
  })
  return rows[0] ?? null
}

/**
 * The meetings at which a case that the reader must not hear has nobody to chair it: a deputy is needed, or, where nobody who
 * attends could be one, a later meeting to which it can be put off; to who coordinates. An emergency that needs one: to whoever
 * names who runs it (MTG-5).
 */
export async function readDeputiesNeeded(tx: Tx, limit: number): Promise<MyWork['deputiesNeeded']> {
  const { rows } = await tx.$client.query<MyWork['deputiesNeeded'][number]>({
    name: 'deputies-needed',
    text: `SELECT m.id AS "meetingId", m.starts_at AS "meetingStartsAt", n.needs FROM meetings m
      CROSS JOIN LATERAL app.left_to_others(m.id, $1) l
      CROSS JOIN LATERAL (VALUES ('deputy', l.wanted),
        ('meeting', l.unchaired AND NOT app.followed(m.id, $1, $4)),
        ('emergency', m.kind = 'emergency' AND app.emergency_needs_deputy(m.id))) n(needs, needed)
      WHERE m.partnership_id = app.partnership_id() AND (app.coordinates() OR m.kind = 'emergency') AND (m.state = ANY ($3) OR m.kind = 'emergency')
        AND n.needed ORDER BY m.starts_at, n.needs LIMIT $2`,
    values: [rolesWhere('comesToMeetings'), limit, comingMeetingStates.stand, agendaAtMost],
  })
  return rows
}
