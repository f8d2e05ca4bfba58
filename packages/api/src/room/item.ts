import { isOff } from '@alongside/shared/agenda/rules'
import type { AgendaLine, PutOffBecause } from '@alongside/shared/agenda/schema'
import { putOffWords } from '@alongside/shared/agenda/words'
import type { Identity } from '@alongside/shared/cases/contract'
import { childInWords } from '@alongside/shared/children/words'
import type { MeetingState } from '@alongside/shared/meetings/schema'
import { isForLeads } from '@alongside/shared/other-forums/values'
import { forumLine, moreForums } from '@alongside/shared/other-forums/words'
import { Refusal } from '@alongside/shared/problems'
import { inOrderOfUse, wayInWords } from '@alongside/shared/reach/words'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import {
  whyNotAskOut,
  whyNotChair,
  whyNotDefer,
  whyNotRecord,
  whyNotReopenItem,
} from '@alongside/shared/room/rules'
import type { AgendaItem, ItemRecord } from '@alongside/shared/room/schema'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { readActions } from '../actions/queries.ts'
import { chairedAsUsual, readChairing } from '../agenda/deputies.ts'
import { readAgenda } from '../agenda/queries.ts'
import { filesAtMeeting } from '../cases/joining.ts'
import { unreadableVoice } from '../cases/queries.ts'
import { readChildren, readChildrenAtMeeting } from '../children/queries.ts'
import { holdItem } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { hasSigned, mustHaveSigned } from '../meetings/queries.ts'
import { readOtherForums } from '../other-forums/queries.ts'
import { readLinesAt } from '../plan/queries.ts'
import { readWays } from '../reach/queries.ts'
import { keyed, openListed, openRow, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

export interface OpenItem {
  id: string
  version: number
  meetingId: string
  caseId: string
  referralId: string | null
  light: Light
  state: AgendaItem['state']
  meetingState: MeetingState
  meetingStartsAt: string
  /** The local day of it. */
  meetingDate: string
  /** Without one the item's content is withheld from everyone: name and record come empty. */
  basisInForce: boolean
  /** A hold stands on her file. */
  rests: boolean
  key: WrappedKey
  name: string
  record: ItemRecord
  deferredFor: string | null
}

interface ItemRow extends Omit<OpenItem, 'key' | 'name' | 'record' | 'deferredFor'>, UnderKey {
  signedByMe: boolean
  identity: Sealed<Identity>
  record: Sealed<ItemRecord> | null
  deferredFor: Sealed<string> | null
  deferredBecause: PutOffBecause | null
}

/**
 * One item for a reader who may see its case and has signed its meeting. `lock` holds the item, and its meeting against
 * being closed, until the transaction ends.
 * @throws Refusal not_found · meeting.confidentiality_unsigned
 */
async function openItem(tx: Tx, vault: Vault, itemId: string, lock: boolean): Promise<OpenItem> {
  if (lock) await holdItem(tx, itemId)
  const { rows } = await tx.$client.query<ItemRow>({
    name: 'open-item',
    text: `SELECT i.id, i.version, i.meeting_id AS "meetingId", i.case_id AS "caseId", i.referral_id AS "referralId", i.light, i.state,
        m.state AS "meetingState", m.starts_at AS "meetingStartsAt", m.date::text AS "meetingDate", app.basis_in_force(i.case_id) AS "basisInForce",
        app.is_held(i.partnership_id, i.case_id) AS rests, i.record, i.deferred_for AS "deferredFor",
        i.deferred_because AS "deferredBecause",
        c.identity, k.id AS "keyId", k.wrapped,
        ${hasSigned} AS "signedByMe"
      FROM agenda_items i
      JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
      JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE i.partnership_id = app.partnership_id() AND i.id = $1`,
    values: [itemId],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  mustHaveSigned(row)
  const { signedByMe: _, deferredBecause, ...sealed } = keyed(row)
  const besides = (reason: string | null) => ({
    deferredFor: reason ?? (deferredBecause && putOffWords[deferredBecause]),
    key: sealed.key,
  })
  const content = { identity: 'identity', record: 'record', deferredFor: 'reason' } as const
  if (!sealed.basisInForce) {
    const { identity: __, record: ___, ...item } = openRow(vault, sealed, { deferredFor: 'reason' })
    return { ...item, ...besides(item.deferredFor), name: '', record: {} }
  }
  const { identity, record, ...item } = openRow(vault, sealed, content)
  return { ...item, ...besides(item.deferredFor), name: identity.name, record: record ?? {} }
}

/** The item, held and open for writing. @throws Refusal also meeting.wrong_state · item.closed · item.basis_missing */
export async function itemToWrite(tx: Tx, vault: Vault, itemId: string): Promise<OpenItem> {
  const item = await openItem(tx, vault, itemId, true)
  const refusal = whyNotRecord(item.meetingState, item.state, item.basisInForce)
  if (refusal) throw new Refusal(refusal)
  return item
}

const moves = {
  write: ({ meetingState, state, basisInForce }: OpenItem) => whyNotRecord(meetingState, state, basisInForce),
  /** Before its meeting or in it, with a basis or without. */
  defer: ({ meetingState, state }: OpenItem) => whyNotDefer(meetingState, state),
  reopen: ({ meetingState, state, deferredFor }: OpenItem) =>
    whyNotReopenItem(meetingState, { state, takenOff: isOff({ state }) && deferredFor === null }),
  /** With a basis or without. */
  'ask out': ({ meetingState, state }: OpenItem) => whyNotAskOut(meetingState, state),
}

/**
 * The item, held, for who chairs it to do with it what it allows now: chair or coordinator, or in their place the deputy (ACC-9).
 * @throws Refusal as for a reader · access.not_permitted · what the rule of the move says
 */
export async function itemToChair(
  tx: Tx,
  vault: Vault,
  actor: Member,
  itemId: string,
  move: keyof typeof moves,
): Promise<OpenItem> {
  const item = await openItem(tx, vault, itemId, true)
  const refusal = whyNotChair(actor, await chairingOf(tx, item)) ?? moves[move](item)
  if (refusal) throw new Refusal(refusal)
  return item
}

/** Who chairs an item that the reader sees. */
export async function chairingOf(tx: Tx, { id, meetingId }: { id: string; meetingId: string }) {
  return (await readChairing(tx, meetingId, id)).get(id) ?? chairedAsUsual
}

const withheld = {
  asks: null,
  children: [],
  reach: [],
  otherForums: [],
  herVoice: [],
  plan: [],
  contributions: [],
  actions: [],
  carried: [],
  mayAct: [],
}

/**
 * Everything of one case on one agenda. Without a basis for sharing in force there is the line, its state, and why it was
 * put off, and nothing else, whoever reads (CON-3); what was lawfully shared before stays on record. `all her files`: her
 * light, her words and carried actions also of the files joined to it, as far as this reader may see them (REF-10); never for what is
 * kept for other readers, such as minutes. `known`: its line, for who reads the whole agenda already. @throws Refusal not_found · meeting.confidentiality_unsigned
 */
export async function readAgendaItem(
  tx: Tx,
  vault: Vault,
  itemId: string,
  files: 'this file' | 'all her files' = 'this file',
  known?: AgendaLine,
): Promise<AgendaItem> {
  const { key, meetingDate: day, ...item } = await openItem(tx, vault, itemId, false)
  const { caseId, meetingId } = item
  const lit = (line: { light: Light }) => ({ light: files === 'this file' ? item.light : line.light })
  if (!item.basisInForce) {
    const line = known ?? (await lineOf(tx, item))
    return { ...line, ...item, ...lit(line), ...withheld }
  }
  const [line, asks, children, ways, forums, herVoice, plan, contributions, actions, carried, mayAct] =
    await Promise.all([
      known ?? lineOf(tx, item),
      readAsks(tx, vault, item.referralId),
      files === 'this file'
        ? readChildren(tx, vault, caseId).then((opened) => opened(key))
        : readChildrenAtMeeting(tx, vault, caseId),
      readWays(tx, vault, caseId),
      readOtherForums(tx, vault, caseId, true),
      readVoices(tx, vault, caseId, files),
      readLinesAt(tx, vault, { caseId, itemId, files }),
      readContributions(tx, vault, key, itemId),
      readActions(tx, vault, { agendaItemId: itemId, limit: 200 }),
      readActions(tx, vault, {
        ...(files === 'this file' ? { caseId } : { ofPerson: caseId }),
        running: true,
        beforeMeetingId: meetingId,
        limit: 200,
      }),
      readMayAct(tx, caseId),
    ])
  const told = children.map((child) => childInWords(child, day))
  return {
    ...line,
    ...item,
    ...lit(line),
    asks,
    children: told,
    reach: inOrderOfUse(ways(key), day).map((way) => wayInWords(way, day)),
    // What is for leads alone is neither on a screen that others look at nor on paper.
    otherForums: [
      ...forums.items.filter(({ forum }) => !isForLeads(forum)).map((forum) => forumLine(forum, day)),
      ...(forums.more > 0 ? [moreForums] : []),
    ],
    herVoice,
    plan,
    contributions,
    actions,
    carried,
    mayAct,
  }
}

/** The agencies that may see the case: agreeing an action for another would tell it of a case that it was not to know of (ACC-2, ACC-3). */
export async function readMayAct(tx: Tx, caseId: string): Promise<string[]> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'may-act-on-case',
    text: 'SELECT id FROM app.may_act_on($1) AS id',
    values: [caseId],
  })
  return rows.map(({ id }) => id)
}

async function lineOf(tx: Tx, { id, meetingId }: { id: string; meetingId: string }) {
  const [line] = await readAgenda(tx, meetingId, id)
  if (!line) throw new Refusal('not_found')
  return line
}

async function readAsks(tx: Tx, vault: Vault, referralId: string | null): Promise<string | null> {
  if (!referralId) return null
  const { rows } = await tx.$client.query<{ answers: Sealed<ReferralAnswers> } & UnderKey>({
    name: 'asks-of-referral',
    text: `SELECT r.answers, k.id AS "keyId", k.wrapped FROM referrals r
      JOIN data_keys k ON k.partnership_id = r.partnership_id AND k.id = r.data_key_id
      WHERE r.partnership_id = app.partnership_id() AND r.id = $1`,
    values: [referralId],
  })
  const [row] = rows
  return row
    ? (openListed(vault, keyed(row), { answers: 'answers' }, { answers: { request: { asks: cannotBeRead } } })
        .answers.request?.asks ?? null)
    : null
}

/** Her words, each under its own file's key. */
async function readVoices(
  tx: Tx,
  vault: Vault,
  caseId: string,
  files: 'this file' | 'all her files',
): Promise<AgendaItem['herVoice']> {
  const { rows } = await tx.$client.query<
    {
      words: Sealed<Omit<AgendaItem['herVoice'][number], 'given' | 'at'>>
      given: AgendaItem['herVoice'][number]['given']
      at: string
    } & UnderKey
  >({
    name: 'voices-of-item',
    text: `SELECT v.words, v.given, v.recorded_at AS at, v."keyId", v.wrapped FROM (SELECT v.words, v.given, k.id AS "keyId", k.wrapped, v.recorded_at, v.id FROM voices v
      JOIN cases c ON c.partnership_id = v.partnership_id AND c.id = v.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE v.partnership_id = app.partnership_id() AND (v.case_id = $1 OR ($2 AND v.case_id = ANY (${filesAtMeeting('$1')})))
      ORDER BY v.recorded_at DESC, v.id DESC LIMIT 200) v ORDER BY v.recorded_at, v.id`,
    values: [caseId, files === 'all her files'],
  })
  return rows.map((row) => {
    const { words, ...voice } = openListed(vault, keyed(row), { words: 'words' }, { words: unreadableVoice })
    return { ...voice, ...words }
  })
}

type ContributionRow = Omit<AgendaItem['contributions'][number], 'words'> & { words: Sealed<string> }

async function readContributions(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  itemId: string,
): Promise<AgendaItem['contributions']> {
  const { rows } = await tx.$client.query<ContributionRow>({
    name: 'contributions-of-item',
    text: `SELECT * FROM (SELECT t.id, t.agency_id AS "agencyId", coalesce(i.organisation, g.name) AS "agencyName", a.name AS by, t.kind, t.words, t.at,
        app.is_said_by(t.id) AS yours, t.puts_right IS NOT NULL AS "putRight" FROM contributions t
      JOIN agencies g ON g.partnership_id = t.partnership_id AND g.id = t.agency_id
      LEFT JOIN guest_invitations i ON i.partnership_id = t.partnership_id AND i.id = t.guest_invitation_id
      JOIN accounts a ON a.id = t.account_id
      WHERE t.partnership_id = app.partnership_id() AND t.agenda_item_id = $1 AND NOT t.taken_back
        AND NOT EXISTS (SELECT FROM contributions n WHERE n.partnership_id = t.partnership_id AND n.puts_right = t.id)
      ORDER BY t.at DESC, t.id DESC LIMIT 200) t ORDER BY t.at, t.id`,
    values: [itemId],
  })
  return rows.map((row) => openListed(vault, { ...row, key }, { words: 'words' }))
}
