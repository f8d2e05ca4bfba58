import * as contract from '@alongside/shared/disclosures/contract'
import {
  noesUnknown,
  noesUnread,
  nothingChosen,
  notSaidOf,
  whyNotAgree,
  whyNotDecide,
  whyNotSendAgain,
  whyNotTakeBackRelease,
} from '@alongside/shared/disclosures/rules'
import type { ReleasePart } from '@alongside/shared/disclosures/values'
import { type DocumentKind, whyNotRead } from '@alongside/shared/documents/rules'
import { Refusal } from '@alongside/shared/problems'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { disclosureRequests } from '../db/tables/disclosures.ts'
import { newCopyNumber } from '../documents/queries.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { readSaidToBeOf } from '../limits/letting-in.ts'
import { doesCoordinate, mustCoordinate, readHead } from '../meetings/queries.ts'
import type { Vault } from '../vault.ts'
import {
  disclosuresKey,
  itemToRelease,
  type OpenDisclosure,
  openDisclosure,
  readDisclosures,
  shown,
  whoGetsIt,
} from './queries.ts'
import { holdsUnread, marksOf, readAsItLeaves } from './release.ts'

/** CNF-1: nothing leaves to a non-member without the coordinator's written agreement: asked by one, agreed by another. */
export const disclosureRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listDisclosures, async ({ tx, vault, params }) => {
    const disclosures = await readDisclosures(tx, vault, params.meetingId)
    const seen = [...new Set(disclosures.flatMap(({ caseId }) => caseId ?? []))]
    return { reply: { items: disclosures.map(shown) }, audit: { subjectId: params.meetingId, seen } }
  })

  command(contract.requestDisclosure, async ({ tx, vault, actor, body, now }) => {
    const { itemId, reason, ...given } = body
    const item = await toRelease(tx, { ...given, itemId: itemId ?? null })
    const id = newId()
    const [said] = await readSaidToBeOf(tx, [whoGetsIt(given)])
    await tx.insert(disclosureRequests).values({
      ...given,
      id,
      ofAgencies: said?.ofAgencies ?? [],
      agendaItemId: itemId ?? null,
      caseId: item?.caseId ?? null,
      reason: vault.seal(item?.key ?? disclosuresKey(vault), 'why', reason),
      askedBy: actor.accountId,
      askingAgencyId: actor.agencyId,
      askedAt: now,
    })
    return outcomeOf(await openDisclosure(tx, vault, id), null, 'disclosure.requested')
  })

  command(contract.agreeDisclosure, async ({ tx, vault, actor, params, body, version, now }) => {
    const disclosure = await disclosureToDecide(tx, vault, params.disclosureId, version)
    const { itemId } = disclosure
    await toRelease(tx, disclosure)
    const unseenYet = whyNotAgree(disclosure)
    if (unseenYet) throw new Refusal(unseenYet)
    const { parts } = body
    const none = nothingChosen(disclosure.kind, parts)
    if (none.length > 0) throw new Refusal('disclosure.nothing_chosen', none)
    // What came into the document since she read it, a case or a word within one, she has not seen.
    const { cases, paper } = await readAsItLeaves(tx, vault, { ...disclosure, parts }, now)
    if (cases.some((one) => !disclosure.seenCases.includes(one)) || holdsUnread(vault, disclosure, paper))
      throw new Refusal('disclosure.unseen')
    // Of a whole document her case is left out; of her case alone nothing is left.
    if (itemId && disclosure.leavesOut.length > 0) throw new Refusal('disclosure.refused')
    const { noesRead = [], notOf } = body
    const unknown = noesUnknown(disclosure.herNoes, noesRead)
    if (unknown.length > 0) throw new Refusal('reference.unknown', unknown)
    const unread = noesUnread(disclosure.herNoes, noesRead)
    if (unread.length > 0) throw new Refusal('disclosure.noes_unread', unread)
    const possible = notSaidOf([...new Set(disclosure.mayBeOf.map(({ agencyName }) => agencyName))], notOf)
    if (possible.length > 0) throw new Refusal('disclosure.may_be_refused', possible)
    const copyNumber = newCopyNumber()
    const [said] = await readSaidToBeOf(tx, [whoGetsIt(disclosure)])
    const words = disclosure.mayBeOf.length > 0 && notOf ? `${body.words}\n\n${notOf}` : body.words
    const ofAgencies = said?.ofAgencies ?? []
    await decide(tx, vault, actor, disclosure, now, { state: 'agreed', words, copyNumber, ofAgencies, parts })
    return outcomeOf(await openDisclosure(tx, vault, disclosure.id), 'asked', 'disclosure.agreed')
  })

  command(contract.declineDisclosure, async ({ tx, vault, actor, params, body, version, now }) => {
    const disclosure = await disclosureToDecide(tx, vault, params.disclosureId, version)
    await decide(tx, vault, actor, disclosure, now, { state: 'declined', words: body.reasons })
    return outcomeOf(await openDisclosure(tx, vault, disclosure.id), 'asked', 'disclosure.declined')
  })

  command(contract.previewDisclosure, async ({ tx, vault, actor, params, now }) => {
    const disclosure = await openDisclosure(tx, vault, params.disclosureId, true)
    await mustCoordinate(tx)
    const refusal = whyNotDecide(disclosure)
    if (refusal) throw new Refusal(refusal)
    const { id, caseId } = disclosure
    await toRelease(tx, disclosure)
    const { paper, cases } = await readAsItLeaves(tx, vault, disclosure, now)
    await tx
      .update(disclosureRequests)
      .set({
        ...{ seenBy: actor.accountId, seenAt: now },
        ...{ seenCases: [...cases], seenPieces: marksOf(vault, disclosure, paper) },
      })
      .where(eq(disclosureRequests.id, id))
    return { reply: paper, audit: { subject: 'disclosure', subjectId: id, caseId, seen: cases }, events: [] }
  })

  command(contract.takeBackDisclosure, async ({ tx, vault, actor, params, body, version, now }) => {
    const disclosure = await openDisclosure(tx, vault, params.disclosureId, true)
    const refusal = whyNotTakeBackRelease(disclosure, await doesCoordinate(tx))
    if (refusal) throw new Refusal(refusal)
    sameVersion(version, disclosure.version)
    await tx
      .update(disclosureRequests)
      .set({
        ...{ state: 'taken_back', takenBackBy: actor.accountId, takenBackAt: now },
        takenBackFor: vault.seal(disclosure.key, 'reason', body.reason),
        version: sql`${disclosureRequests.version} + 1`,
      })
      .where(eq(disclosureRequests.id, disclosure.id))
    const { id } = disclosure
    return outcomeOf(await openDisclosure(tx, vault, id), disclosure.state, 'disclosure.taken_back')
  })

  command(contract.sendDisclosureAgain, async ({ tx, vault, params, version }) => {
    const disclosure = await openDisclosure(tx, vault, params.disclosureId, true)
    await mustCoordinate(tx)
    sameVersion(version, disclosure.version)
    const refusal = whyNotSendAgain(disclosure)
    if (refusal) throw new Refusal(refusal)
    const { id, meetingId, caseId } = disclosure
    await tx
      .update(disclosureRequests)
      .set({ version: sql`${disclosureRequests.version} + 1` })
      .where(eq(disclosureRequests.id, id))
    return {
      reply: shown(await openDisclosure(tx, vault, id)),
      audit: { subject: 'disclosure', subjectId: id, caseId },
      events: [{ type: 'disclosure.sent_again', data: { disclosureId: id, meetingId } }],
    }
  })
}

/**
 * A document that there is, and that the actor may read; the case of it, where it is of one alone.
 * @throws Refusal not_found · meeting.confidentiality_unsigned · document.not_yet
 */
async function toRelease(
  tx: Tx,
  { meetingId, kind, itemId }: { meetingId: string; kind: DocumentKind; itemId: string | null },
) {
  const meeting = await readHead(tx, meetingId)
  const refused = whyNotRead(kind, meeting)
  if (refused) throw new Refusal(refused)
  return itemId ? itemToRelease(tx, meetingId, kind, itemId) : null
}

/** The request, held, for the coordinator to decide. @throws Refusal not_found · access.not_permitted · version.stale · disclosure.decided · disclosure.own */
async function disclosureToDecide(
  tx: Tx,
  vault: Vault,
  id: string,
  version: number,
): Promise<OpenDisclosure> {
  const disclosure = await openDisclosure(tx, vault, id, true)
  await mustCoordinate(tx)
  sameVersion(version, disclosure.version)
  const refusal = whyNotDecide(disclosure)
  if (refusal) throw new Refusal(refusal)
  return disclosure
}

interface Decision {
  state: 'agreed' | 'declined'
  words: string
  copyNumber?: string
  /** Of which agencies the recipient is said to be, as they are named by now. */
  ofAgencies?: string[]
  /** What the copy is cut to. */
  parts?: ReleasePart[] | null
}

const decide = (
  tx: Tx,
  vault: Vault,
  { accountId }: Member,
  { id, key }: OpenDisclosure,
  now: string,
  { words, ...decision }: Decision,
) =>
  tx
    .update(disclosureRequests)
    .set({
      ...decision,
      decidedBy: accountId,
      decidedAt: now,
      decidedFor: vault.seal(key, 'reason', words),
      version: sql`${disclosureRequests.version} + 1`,
    })
    .where(eq(disclosureRequests.id, id))

function outcomeOf(
  disclosure: OpenDisclosure,
  from: string | null,
  type: 'disclosure.requested' | 'disclosure.agreed' | 'disclosure.declined' | 'disclosure.taken_back',
) {
  const { id, meetingId, caseId, key, state, reason, decision, takenBackFor } = disclosure
  return {
    reply: shown(disclosure),
    audit: {
      subject: 'disclosure' as const,
      subjectId: id,
      caseId,
      key,
      changes: [{ field: 'state' as const, from, to: state, reason: takenBackFor ?? decision ?? reason }],
    },
    events: [{ type, data: { disclosureId: id, meetingId } }],
  }
}
