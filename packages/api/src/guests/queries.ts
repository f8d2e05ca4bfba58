import type { ItemState } from '@alongside/shared/agenda/schema'
import type { GuestInvitation, MyInvitation } from '@alongside/shared/guests/contract'
import {
  invitationMoves,
  invitedStates,
  whyNotInvitation,
  whyNotInvite,
} from '@alongside/shared/guests/rules'
import { comingMeetingStates } from '@alongside/shared/meetings/rules'
import type { MeetingState } from '@alongside/shared/meetings/schema'
import { Refusal } from '@alongside/shared/problems'
import { openItemStates } from '@alongside/shared/room/rules'
import { roleWhere } from '../access/roles.ts'
import { placeInForce, sharedWithAgency } from '../access/visibility.ts'
import { hold, holdItem } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { readSaidToBeOf, refusedAmong, usesRefused } from '../limits/letting-in.ts'
import { readLimitsOf } from '../limits/queries.ts'
import { confidentialityAgreement, doesCoordinate, hasSigned } from '../meetings/queries.ts'
import { keyed, openListed, type PerhapsUnderKey, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

export interface OpenInvitation extends GuestInvitation {
  caseId: string | null
  proposingAgencyId: string
  /** Of which agencies the invited is said to be. */
  ofAgencies: string[]
  /** What its reasons are sealed under. */
  key: WrappedKey
}

type HerNoes = Pick<GuestInvitation, 'refused' | 'mayBeOf' | 'herNoes'>
const nothingSaid: HerNoes = { refused: false, mayBeOf: [], herNoes: [] }

interface InvitationRow
  extends Omit<OpenInvitation, 'key' | 'why' | 'decidedFor' | keyof HerNoes>,
    PerhapsUnderKey {
  why: Sealed<string>
  decidedFor: Sealed<string> | null
}

/** From `$2` on. Until it is decided against or taken back, an invitation may be ended by its meeting or its item. */
const openStates = [invitationMoves.withdraw, comingMeetingStates.stand, openItemStates]

/** From `$2` on: `openStates`. */
const selectInvitations = `SELECT i.id, i.version, i.kind, i.meeting_id AS "meetingId", i.agenda_item_id AS "agendaItemId",
    i.case_id AS "caseId", i.proposing_agency_id AS "proposingAgencyId", i.name, i.email, i.organisation,
    i.job_title AS "jobTitle", i.of_agencies AS "ofAgencies", i.why, p.name AS "proposedBy", g.name AS "proposingAgencyName", i.proposed_at AS "proposedAt",
    CASE WHEN i.state = ANY ($2) AND (m.state <> ALL ($3) OR t.state <> ALL ($4)) THEN 'ended' ELSE i.state END AS state,
    d.name AS "decidedBy", i.decided_at AS "decidedAt", i.decided_for AS "decidedFor",
    (SELECT s.signed_at FROM meeting_signatures s JOIN memberships b ON b.partnership_id = s.partnership_id AND b.id = i.membership_id
      WHERE s.partnership_id = i.partnership_id AND s.meeting_id = i.meeting_id AND s.account_id = b.account_id
        AND s.agency_id = b.agency_id) AS "signedAt",
    k.id AS "keyId", k.wrapped
  FROM guest_invitations i
  JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
  LEFT JOIN agenda_items t ON t.partnership_id = i.partnership_id AND t.id = i.agenda_item_id
  LEFT JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
  LEFT JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
  JOIN accounts p ON p.id = i.proposed_by
  JOIN agencies g ON g.partnership_id = i.partnership_id AND g.id = i.proposing_agency_id
  LEFT JOIN accounts d ON d.id = i.decided_by`

/** GST-1: of a meeting, as far as the reader's grants reach: an observer is the whole meeting's. @throws Refusal not_found */
export async function readInvitations(tx: Tx, vault: Vault, meetingId: string): Promise<OpenInvitation[]> {
  const { rowCount } = await tx.$client.query({
    name: 'meeting-of-invitations',
    text: 'SELECT FROM meetings WHERE partnership_id = app.partnership_id() AND id = $1',
    values: [meetingId],
  })
  if (!rowCount) throw new Refusal('not_found')
  const { rows } = await tx.$client.query<InvitationRow>({
    name: 'invitations-of-meeting',
    text: `SELECT * FROM (${selectInvitations} WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = $1
      ORDER BY i.proposed_at DESC, i.id DESC LIMIT 200) i ORDER BY i."proposedAt", i.id`,
    values: [meetingId, ...openStates],
  })
  return opened(tx, vault, rows)
}

/** One invitation; `lock` holds it until the transaction ends. @throws Refusal not_found */
export async function openInvitation(
  tx: Tx,
  vault: Vault,
  id: string,
  lock = false,
): Promise<OpenInvitation> {
  if (lock) await hold(tx, 'guest_invitations', id)
  const { rows } = await tx.$client.query<InvitationRow>({
    name: 'open-invitation',
    text: `${selectInvitations} WHERE i.partnership_id = app.partnership_id() AND i.id = $1`,
    values: [id, ...openStates],
  })
  const [invitation] = await opened(tx, vault, rows)
  if (!invitation) throw new Refusal('not_found')
  return invitation
}

/** An observer's reasons belong to no case: they are sealed under the deployment's own key. */
export const observersKey = (vault: Vault): WrappedKey => vault.ownKey('observers')

async function opened(tx: Tx, vault: Vault, rows: readonly InvitationRow[]): Promise<OpenInvitation[]> {
  const noes = await readHerNoes(tx, vault, rows)
  return rows.map((row) => {
    const sealed = keyed(row, observersKey(vault))
    const invitation = openListed(vault, sealed, { why: 'why', decidedFor: 'reason' })
    return { ...invitation, ...(noes.get(row.id) ?? nothingSaid), key: sealed.key }
  })
}

/** ACC-8: what stands against each guest who waits, for who coordinates; to everybody else nothing. */
async function readHerNoes(
  tx: Tx,
  vault: Vault,
  rows: readonly InvitationRow[],
): Promise<Map<string, HerNoes>> {
  const waiting = rows.flatMap(({ state, caseId, ...row }) =>
    !whyNotInvitation('agree', state) && caseId ? { ...row, caseId } : [],
  )
  if (waiting.length === 0 || !(await doesCoordinate(tx))) return new Map()
  const said = await readSaidToBeOf(tx, waiting)
  const limits = await readLimitsOf(tx, vault, [...new Set(waiting.map(({ caseId }) => caseId))])
  const possible = await refusedAmong(
    tx,
    waiting.map(({ id, caseId }, at) => ({ of: id, caseId, agencies: said[at]?.mayBeOf ?? [] })),
  )
  const noes = new Map<string, HerNoes>()
  for (const [at, { id, caseId, email }] of waiting.entries()) {
    const refused = await isRefused(tx, { email, caseId, ofAgencies: said[at]?.ofAgencies ?? [] })
    const mayBeOf = possible.flatMap(({ of, agencyName }) => (of === id ? agencyName : []))
    noes.set(id, { refused, mayBeOf, herNoes: usesRefused(limits.get(caseId) ?? []) })
  }
  return noes
}

/** As the contract shows it. */
export const shown = ({
  caseId: _,
  proposingAgencyId: __,
  key: ___,
  ofAgencies: ____,
  ...invitation
}: OpenInvitation): GuestInvitation => invitation

interface ItemToInviteTo extends UnderKey {
  id: string
  meetingId: string
  caseId: string
  state: ItemState
  meetingState: MeetingState
  basisInForce: boolean
}

/** The item, held, of a case that the actor sees, to invite a guest to. @throws Refusal not_found · meeting.wrong_state · item.closed · item.basis_missing */
export async function itemToInviteTo(tx: Tx, itemId: string) {
  await holdItem(tx, itemId)
  const { rows } = await tx.$client.query<ItemToInviteTo>({
    name: 'item-to-invite-to',
    text: `SELECT t.id, t.meeting_id AS "meetingId", t.case_id AS "caseId", t.state, m.state AS "meetingState",
        app.basis_in_force(t.case_id) AS "basisInForce", k.id AS "keyId", k.wrapped
      FROM agenda_items t
      JOIN meetings m ON m.partnership_id = t.partnership_id AND m.id = t.meeting_id
      JOIN cases c ON c.partnership_id = t.partnership_id AND c.id = t.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE t.partnership_id = app.partnership_id() AND t.id = $1`,
    values: [itemId],
  })
  const [item] = rows
  if (!item) throw new Refusal('not_found')
  const refusal = whyNotInvite(item.meetingState, item.state, item.basisInForce)
  if (refusal) throw new Refusal(refusal)
  return keyed(item)
}

/**
 * Who cannot be invited to this item (null: to this meeting as an observer), by that address: somebody invited already, or
 * somebody whose agency sees the case, or whom she refuses. @throws Refusal guest.invited · guest.not_invitable
 */
export async function mustBeInvitable(
  tx: Tx,
  email: string,
  { meetingId, itemId, caseId }: { meetingId: string; itemId: string | null; caseId: string | null },
): Promise<void> {
  const { rows } = await tx.$client.query<{ invited: boolean; sees: boolean }>({
    name: 'invitable',
    text: `SELECT EXISTS (SELECT FROM guest_invitations i WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = $2
          AND i.agenda_item_id IS NOT DISTINCT FROM $3 AND lower(i.email) = lower($1) AND i.state = ANY ($5)) AS invited,
        $4::uuid IS NOT NULL AND EXISTS (SELECT FROM app.case_grants($4) g
          JOIN memberships m ON m.partnership_id = g.partnership_id AND m.agency_id = g.agency_id
            AND ${roleWhere('seesCases')} AND ${placeInForce('app.moment()')}
          JOIN accounts a ON a.id = m.account_id
          WHERE lower(a.email) = lower($1) AND ${sharedWithAgency('app.moment()')}) AS sees`,
    values: [email, meetingId, itemId, caseId, invitationMoves.withdraw],
  })
  if (rows[0]?.invited) throw new Refusal('guest.invited')
  if (rows[0]?.sees) throw new Refusal('guest.not_invitable')
}

interface Guest {
  email: string
  caseId: string
  ofAgencies: readonly string[]
}

async function isRefused(tx: Tx, { email, caseId, ofAgencies }: Guest): Promise<boolean> {
  const { rows } = await tx.$client.query<{ refused: boolean }>({
    name: 'refuses-address',
    text: 'SELECT app.refuses_address($1, $2, $3) AS refused',
    values: [caseId, email, ofAgencies],
  })
  return rows[0]?.refused === true
}

/** ACC-8: her no binds whoever comes as a guest, and whoever is said to be of an agency that she refuses. @throws Refusal guest.not_invitable */
export async function mustNotBeRefused(tx: Tx, guest: Guest): Promise<void> {
  if (await isRefused(tx, guest)) throw new Refusal('guest.not_invitable')
}

/** What the actor, a guest or an observer, is invited to. @throws Refusal not_found */
export async function readMyInvitation(tx: Tx, today: string): Promise<MyInvitation> {
  const [{ rows }, agreement] = await Promise.all([
    tx.$client.query<
      Omit<MyInvitation, 'item' | 'confidentialityText'> & { itemId: string | null; open: boolean }
    >({
      name: 'my-invitation',
      text: `SELECT i.kind, m.id AS "meetingId", m.starts_at AS "meetingStartsAt", m.state AS "meetingState", m.mode, m.venue,
          ${hasSigned} AS "signedByMe", i.agenda_item_id AS "itemId",
          coalesce(i.agenda_item_id = app.invited_item(), false) AND ${hasSigned} AS open
        FROM guest_invitations i JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
        WHERE i.partnership_id = app.partnership_id() AND i.membership_id = app.membership_id() AND i.state = ANY ($1)`,
      values: [invitedStates],
    }),
    confidentialityAgreement(tx, today),
  ])
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  const { itemId, open, ...invitation } = row
  return { ...invitation, confidentialityText: agreement.text, item: itemId ? { id: itemId, open } : null }
}
