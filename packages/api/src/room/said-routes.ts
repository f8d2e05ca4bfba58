import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/room/contract'
import { whyNotPutRight } from '@alongside/shared/room/rules'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { contributions } from '../db/tables/room.ts'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import type { Vault } from '../vault.ts'
import { itemToWrite, readAgendaItem } from './item.ts'

/** MTG-7: what an agency shared is put right or taken back by it, until the case is closed. Nothing that was said is lost. */
export const saidRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(contract.putRight, async ({ tx, vault, actor, params, body, now }) => {
    const { item, said } = await wordsToMove(tx, vault, params.contributionId)
    const words = vault.seal(item.key, 'words', body.words)
    await tx
      .insert(contributions)
      .values({ ...said, id: newId(), accountId: actor.accountId, words, at: now })
    const reply = await readAgendaItem(tx, vault, item.id, 'all her files')
    return { reply, audit: traceOf(item), events: [] }
  })

  command(contract.takeBack, async ({ tx, vault, actor, params, now }) => {
    const { item, said } = await wordsToMove(tx, vault, params.contributionId)
    const words = vault.seal(item.key, 'words', '')
    await tx
      .insert(contributions)
      .values({ ...said, id: newId(), accountId: actor.accountId, words, at: now, takenBack: true })
    const reply = await readAgendaItem(tx, vault, item.id, 'all her files')
    return { reply, audit: traceOf(item), events: [] }
  })
}

const traceOf = ({ id, caseId }: { id: string; caseId: string }) => ({ subjectId: id, caseId })

interface Said {
  agendaItemId: string
  caseId: string
  agencyId: string
  guestInvitationId: string | null
  kind: string
}

/** The last that was said in its place, with its item held. @throws Refusal not_found · what the rule says */
async function wordsToMove(tx: Tx, vault: Vault, id: string) {
  const { agendaItemId } = await readSaid(tx, id)
  const item = await itemToWrite(tx, vault, agendaItemId)
  // Read again: until the item was held, somebody may have been quicker.
  const { yours, ...said } = await readSaid(tx, id)
  const refused = whyNotPutRight(item.meetingState, item.state, item.basisInForce, { yours })
  if (refused) throw new Refusal(refused)
  return { item, said: { ...said, putsRight: id } }
}

async function readSaid(tx: Tx, id: string): Promise<Said & { yours: boolean }> {
  const { rows } = await tx.$client.query<Said & { yours: boolean }>({
    name: 'contribution-to-move',
    text: `SELECT t.agenda_item_id AS "agendaItemId", t.case_id AS "caseId", t.agency_id AS "agencyId",
        t.guest_invitation_id AS "guestInvitationId", t.kind, app.is_said_by(t.id) AS yours
      FROM contributions t WHERE t.partnership_id = app.partnership_id() AND t.id = $1 AND NOT t.taken_back
        AND NOT EXISTS (SELECT FROM contributions n WHERE n.partnership_id = t.partnership_id AND n.puts_right = t.id)`,
    values: [id],
  })
  const [said] = rows
  if (!said) throw new Refusal('not_found')
  return said
}
