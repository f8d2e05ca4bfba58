import type { listAgendaCandidates } from '@alongside/shared/agenda/contract'
import { whyNotListCarried } from '@alongside/shared/agenda/rules'
import type { Reply } from '@alongside/shared/contract'
import { Refusal } from '@alongside/shared/problems'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { filesOfPerson, seriousnessOf } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'

type Candidate = Reply<typeof listAgendaCandidates>['items'][number]

/** Of case `c`, as meeting `m` begins: its actions of earlier meetings that still run. */
const carried = `FROM actions a JOIN meetings e ON e.partnership_id = a.partnership_id AND e.id = a.meeting_id
  WHERE a.partnership_id = c.partnership_id AND a.case_id = c.id AND a.closed_at IS NULL AND e.starts_at < m.starts_at`

/** Cases of which something runs, or that a hold took off an agenda: what is done with is most of a partnership, and never looked through. */
const toBeCarried = `SELECT a.case_id FROM actions a WHERE a.partnership_id = app.partnership_id() AND a.closed_at IS NULL
  UNION SELECT i.case_id FROM agenda_items i WHERE i.partnership_id = app.partnership_id() AND i.taken_off = 'held'`

/**
 * MTG-3: cases of people whom nobody has listed and whose actions still run, those with late ones first; before them what a hold took
 * off an agenda and nobody has listed again (REF-3). Nobody who is held.
 */
export async function readCandidates(tx: Tx, meetingId: string): Promise<Candidate[]> {
  const { rows } = await tx.$client.query<Candidate>({
    name: 'agenda-candidates',
    text: `SELECT c.id AS "caseId", c.reference AS "caseReference", coalesce(c.light, 'green') AS light,
        v.running AS "runningActions", v.late AS "lateActions", app.basis_in_force(c.id) AS "basisInForce",
        EXISTS (SELECT FROM app.rested(c.partnership_id, c.id)) AS "toListAgain"
      FROM meetings m JOIN cases c ON c.partnership_id = m.partnership_id
      CROSS JOIN LATERAL (SELECT count(*) AS running, count(*) FILTER (WHERE a.due_at < app.moment()) AS late ${carried}) v
      WHERE m.partnership_id = app.partnership_id() AND m.id = $1 AND c.id = ANY (ARRAY(${toBeCarried}))
        AND NOT app.is_held(m.partnership_id, c.id) AND (v.running > 0 AND NOT EXISTS (SELECT FROM agenda_items i
          WHERE i.partnership_id = m.partnership_id AND i.meeting_id = m.id AND i.case_id = ANY (${filesOfPerson('c.id')}))
          OR EXISTS (SELECT FROM app.rested(c.partnership_id, c.id)))
      ORDER BY "toListAgain" DESC, v.late DESC, ${seriousnessOf('c.light')}, c.reference LIMIT 200`,
    values: [meetingId],
  })
  return rows
}

/**
 * The case, to be put on the agenda for its actions.
 * @throws Refusal not_found also where none of its actions runs · agenda.case_listed · item.basis_missing
 */
export async function readCarriedCase(
  tx: Tx,
  meetingId: string,
  caseId: string,
): Promise<{ caseId: string; light: Light; toListAgain: boolean }> {
  const { rows } = await tx.$client.query<{
    caseId: string
    light: Light
    basisInForce: boolean
    listed: boolean
    runs: boolean
    toListAgain: boolean
  }>({
    name: 'carried-case',
    text: `SELECT c.id AS "caseId", coalesce(c.light, 'green') AS light, app.basis_in_force(c.id) AS "basisInForce",
        EXISTS (SELECT FROM agenda_items i WHERE i.partnership_id = m.partnership_id AND i.meeting_id = m.id AND i.case_id = c.id) AS listed,
        EXISTS (SELECT ${carried}) AS runs, EXISTS (SELECT FROM app.rested(c.partnership_id, c.id)) AS "toListAgain"
      FROM meetings m JOIN cases c ON c.partnership_id = m.partnership_id
      WHERE m.partnership_id = app.partnership_id() AND m.id = $1 AND c.id = $2`,
    values: [meetingId, caseId],
  })
  const [found] = rows
  // One on the agenda is found whether its actions run or not.
  if (!found || !(found.listed || found.runs || found.toListAgain)) throw new Refusal('not_found')
  const refused = whyNotListCarried({ ...found, listed: found.listed && !found.toListAgain })
  if (refused) throw new Refusal(refused)
  return { caseId: found.caseId, light: found.light, toListAgain: found.toListAgain }
}
