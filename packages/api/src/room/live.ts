import { createHash } from 'node:crypto'
import { rolesWhere } from '@alongside/shared/access'
import { Refusal } from '@alongside/shared/problems'
import type { MeetingNews } from '@alongside/shared/room/schema'
import type { Tx } from '../db/pool.ts'

type Line = MeetingNews['changed'][number]

/** `mark` is of what stands behind a line: equal, nothing changed. */
interface SeenItem extends Line {
  caseId: string
  mark: string
}

/** What somebody may see of a meeting at one moment. */
export interface Sight {
  meeting: Pick<MeetingNews, 'version' | 'state' | 'currentItemId'> & { mark: string }
  items: ReadonlyMap<string, SeenItem>
}

/**
 * Looks at a meeting as the one in whose context the transaction runs. Neither contributions nor actions raise an item's
 * version, so they are counted; `xmin` is another after every change of the item's row, in columns that come later too.
 * The meeting's own row changes with items that the reader may not see, so of it only what is shown counts (ACC-6).
 * @throws Refusal not_found
 */
export async function lookAtMeeting(tx: Tx, meetingId: string): Promise<Sight> {
  const { rows } = await tx.$client.query<Sight['meeting'] & { items: SeenItem[] }>({
    name: 'sight-of-meeting',
    // One statement, and so one moment: what is spoken of and what changed in it are told together.
    text: `SELECT m.version, m.state,
        (SELECT i.id FROM agenda_items i WHERE i.partnership_id = m.partnership_id AND i.id = m.current_item_id) AS "currentItemId",
        concat_ws(' ', (SELECT count(*) FROM meeting_signatures s WHERE s.partnership_id = m.partnership_id AND s.meeting_id = m.id),
          (SELECT concat_ws(' ', count(*), count(s.until_at), count(s.struck_at)) FROM attendances s
            WHERE s.partnership_id = m.partnership_id AND s.meeting_id = m.id AND NOT s.invited),
          (SELECT i.id FROM agenda_items i WHERE i.partnership_id = m.partnership_id AND i.id = m.calling_item_id),
          (SELECT l::text FROM app.left_to_others($1, $2) l)) AS mark,
        (SELECT coalesce(json_agg(seen), '[]') FROM (
          SELECT i.id, i.case_id AS "caseId", i.version, i.state, app.basis_in_force(i.case_id) AS "basisInForce",
            concat_ws(' ', i.xmin,
              (SELECT count(*) FROM contributions t WHERE t.partnership_id = i.partnership_id AND t.agenda_item_id = i.id),
              (SELECT concat_ws(' ', count(*), sum(a.version)) FROM actions a WHERE a.partnership_id = i.partnership_id AND a.case_id = i.case_id),
              (SELECT concat_ws(' ', count(*), sum(l.version)) FROM plan_lines l WHERE l.partnership_id = i.partnership_id AND l.case_id = i.case_id),
              (SELECT count(*) FROM voices v WHERE v.partnership_id = i.partnership_id AND v.case_id = i.case_id), o.out, d.chairs) AS mark
          FROM agenda_items i
          LEFT JOIN (SELECT item_id, string_agg(concat_ws(' ', account_id, agency_id, untold, left_at), ' ') AS out
            FROM app.stepping_out($1, $2) GROUP BY item_id) o ON o.item_id = i.id
          LEFT JOIN (SELECT item_id, d::text AS chairs FROM app.chaired_by_deputy($1, $2) d) d ON d.item_id = i.id
          WHERE i.partnership_id = m.partnership_id AND i.meeting_id = m.id ORDER BY i.id LIMIT 200) seen) AS items
      FROM meetings m WHERE m.partnership_id = app.partnership_id() AND m.id = $1`,
    values: [meetingId, rolesWhere('comesToMeetings')],
  })
  if (!rows[0]) throw new Refusal('not_found')
  const { items, ...meeting } = rows[0]
  return { meeting, items: new Map(items.map((item) => [item.id, item])) }
}

/** What changed from one look to the next; null when nothing did. `before` null: all there is. */
export function newsOf(before: Sight | null, now: Sight): MeetingNews | null {
  const mark = markOf(now)
  if (before && markOf(before) === mark) return null
  const { version, state, currentItemId } = now.meeting
  const known = before?.items ?? new Map<string, SeenItem>()
  return {
    mark,
    version,
    state,
    currentItemId,
    changed: [...now.items.values()]
      .filter((item) => lineMark(item) !== lineMark(known.get(item.id)))
      .map(({ id, version, state, basisInForce }) => ({ id, version, state, basisInForce })),
    gone: [...known.keys()].filter((id) => !now.items.has(id)),
  }
}

const lineMark = (line?: SeenItem) => line && JSON.stringify(line)

const markOf = ({ meeting, items }: Sight) =>
  createHash('sha256')
    .update(JSON.stringify([meeting, ...items.values()]))
    .digest('base64url')
