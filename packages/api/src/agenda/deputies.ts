import { rolesWhere } from '@alongside/shared/access'
import type { Deputy } from '@alongside/shared/agenda/schema'
import { comingMeetingStates } from '@alongside/shared/meetings/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import type { Tx } from '../db/pool.ts'

const person = 'd.account_id AS "accountId", d.name, d.agency_id AS "agencyId", d.agency_name AS "agencyName"'

/** ACC-9: the items that neither chair nor coordinator may hear, of those that the reader sees; with who chairs each, or null. */
export async function readChairing(tx: Tx, meetingId: string): Promise<Map<string, Deputy | null>> {
  const { rows } = await tx.$client.query<{ itemId: string } & { [K in keyof Deputy]: Deputy[K] | null }>({
    name: 'chaired-by-deputy',
    text: `SELECT d.item_id AS "itemId", ${person} FROM app.chaired_by_deputy($1, $2) d`,
    values: [meetingId, rolesWhere('comesToMeetings')],
  })
  return new Map(
    rows.map(({ itemId, ...deputy }) => [itemId, deputy.accountId === null ? null : (deputy as Deputy)]),
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

/** What who coordinates is told of cases that are not hers to see; to everybody else nothing. */
export async function readLeftToDeputy(
  tx: Tx,
  meetingId: string,
): Promise<Pick<Meeting, 'deputyNeeded' | 'leftToDeputy'>> {
  const { rows } = await tx.$client.query<Pick<Meeting, 'deputyNeeded' | 'leftToDeputy'>>({
    name: 'left-to-deputy',
    text: 'SELECT wanted AS "deputyNeeded", left_open AS "leftToDeputy" FROM app.left_to_deputy($1, $2)',
    values: [meetingId, rolesWhere('comesToMeetings')],
  })
  return rows[0] ?? { deputyNeeded: false, leftToDeputy: false }
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

/** The meetings at which a case that the reader must not hear has nobody to chair it; to who coordinates. */
export async function readDeputiesNeeded(
  tx: Tx,
  limit: number,
): Promise<{ meetingId: string; meetingStartsAt: string }[]> {
  const { rows } = await tx.$client.query<{ meetingId: string; meetingStartsAt: string }>({
    name: 'deputies-needed',
    text: `SELECT m.id AS "meetingId", m.starts_at AS "meetingStartsAt" FROM meetings m
      WHERE m.partnership_id = app.partnership_id() AND app.coordinates() AND m.kind = 'monthly' AND m.state = ANY ($3)
        AND (SELECT l.wanted FROM app.left_to_deputy(m.id, $1) l) ORDER BY m.starts_at LIMIT $2`,
    values: [rolesWhere('comesToMeetings'), limit, comingMeetingStates.stand],
  })
  return rows
}
