import { localDay } from '@alongside/shared/calendar'
import * as contract from '@alongside/shared/children/contract'
import { childFaults, isChildAtRisk } from '@alongside/shared/children/rules'
import type { ChildSaid } from '@alongside/shared/children/schema'
import { caseChildrenAtMost } from '@alongside/shared/children/values'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { tellOfChildAtRisk } from './at-risk.ts'
import { type HeldChild, readChild, readChildren, readEarlier } from './queries.ts'
import { rewriteChild, writeChild } from './writing.ts'

/** CHD-1: the children of a case, recorded and changed on it. */
export const childRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  command(contract.recordChild, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    const day = await mustFit(tx, body, now)
    if ((await readChildren(tx, vault, caseId))(key).length >= caseChildrenAtMost)
      throw new Refusal('child.too_many')
    const id = await writeChild(tx, vault, body, { caseId, key, accountId: actor.accountId, now, day })
    const told = { caseId, key, agencyId: actor.agencyId, now }
    const opened = await tellOfChildAtRisk(tx, vault, { ...body, id }, told, false)
    return {
      reply: (await readChild(tx, vault, id, false)).child,
      audit: {
        caseId,
        subjectId: id,
        subject: 'child',
        changes: [{ field: 'state', from: null, to: 'recorded' }],
      },
      events: [{ type: 'child.recorded', data: { childId: id, caseId } }, ...openedOn(told, opened)],
    }
  })

  command(contract.changeChild, async ({ tx, vault, actor, params: { childId }, body, version, now }) => {
    const { child, key } = await openChild(tx, vault, childId)
    sameVersion(version, child.version)
    const { mistake, reason } = body
    // An age that is not said anew is that of the day on which it was said.
    const statedOn = body.child.stated === child.stated ? child.statedOn : undefined
    const day = await mustFit(tx, { ...body.child, ...(statedOn && { statedOn }) }, now, '/child')
    const { caseId } = child
    const because = mistake ?? (reason?.trim() || null)
    await rewriteChild(
      tx,
      vault,
      child,
      body.child,
      { caseId, key, accountId: actor.accountId, now, day },
      { reason: because, onCase: true, mistaken: mistake !== undefined, ...(statedOn && { statedOn }) },
    )
    const told = { caseId, key, agencyId: actor.agencyId, now }
    const opened =
      mistake === undefined && !isChildAtRisk(child)
        ? await tellOfChildAtRisk(tx, vault, { ...body.child, id: childId }, told, true)
        : null
    return {
      reply: (await readChild(tx, vault, childId, false)).child,
      audit: {
        caseId,
        key,
        subjectId: childId,
        subject: 'child',
        changes: [
          {
            field: 'state',
            from: 'recorded',
            to: mistake ? 'taken off' : 'changed',
            ...(because && { reason: because }),
          },
        ],
      },
      events: [{ type: 'child.changed', data: { childId, caseId } }, ...openedOn(told, opened)],
    }
  })

  command(contract.recordChildPlaces, async ({ tx, vault, actor, params: { childId }, body, now }) => {
    const { address, school } = body
    const { child, key } = await openChild(tx, vault, childId)
    if (address === undefined && school === undefined)
      throw new Refusal('answers.incomplete', [
        { pointer: '/address', code: 'missing', detail: 'Write where the child lives, or goes to school' },
      ])
    const sealed = (words: string | undefined) =>
      words === undefined ? null : vault.seal(key, 'child place', words.trim())
    await tx.$client.query({
      name: 'record-child-places',
      text: `INSERT INTO child_places (id, child_id, case_id, address, school, said_at, said_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      values: [newId(), childId, child.caseId, sealed(address), sealed(school), now, actor.accountId],
    })
    const { places } = (await readChild(tx, vault, childId, false)).child
    return { reply: { places }, audit: { caseId: child.caseId, subjectId: childId }, events: [] }
  })

  command(contract.tellSameChild, async ({ tx, vault, actor, params: { childId }, body, now }) => {
    const { child } = await openChild(tx, vault, childId)
    const { otherId, same } = body
    const other = await otherOf(tx, child, otherId)
    const [first, second] = [child.id, other.id].toSorted()
    await tx.$client.query({
      name: 'tell-same-child',
      text: 'INSERT INTO same_children (id, child_id, other_id, same, said_at, said_by) VALUES ($1, $2, $3, $4, $5, $6)',
      values: [newId(), first, second, same, now, actor.accountId],
    })
    return {
      reply: { otherId, same },
      audit: { caseId: child.caseId, subjectId: childId, seen: [other.caseId] },
      events: [],
    }
  })

  query(contract.readChildHistory, async ({ tx, vault, params: { childId } }) => {
    const { child, key } = await readChild(tx, vault, childId, false)
    await openOwnRecord(tx, vault, child.caseId)
    const items = await readEarlier(tx, vault, key, childId)
    return { reply: { items }, audit: { caseId: child.caseId, subjectId: childId } }
  })
}

/** @throws Refusal not_found · child.closed */
async function openChild(tx: Tx, vault: Vault, childId: string): Promise<HeldChild> {
  const held = await readChild(tx, vault, childId, true)
  if (held.mistakenAt) throw new Refusal('child.closed')
  return held
}

/** SAF-1: that a team is to be told, where a notification was opened. */
const openedOn = (
  { caseId, agencyId }: { caseId: string; agencyId: string },
  notificationId: string | null,
) =>
  notificationId ? [{ type: 'safeguarding.opened' as const, data: { notificationId, caseId, agencyId } }] : []

/** The local day on which it is said. @throws Refusal child.incomplete */
async function mustFit(
  tx: Tx,
  said: ChildSaid & { statedOn?: string },
  now: string,
  at = '',
): Promise<string> {
  const day = localDay(calendarOf(await readPartnership(tx, now)), now)
  const faults = childFaults(said, day, false)
  if (faults.length)
    throw new Refusal(
      'child.incomplete',
      faults.map(({ pointer, ...fault }) => ({ pointer: `${at}${pointer}`, ...fault })),
    )
  return day
}

/** The child of another file of the same person. @throws Refusal reference.unknown */
async function otherOf(tx: Tx, child: HeldChild['child'], otherId: string) {
  const unknown = [{ pointer: '/otherId', code: 'unknown', detail: 'is not a child of another file of hers' }]
  const { rows } = await tx.$client.query<{ id: string; caseId: string }>({
    name: 'child-of-other-file',
    text: `SELECT c.id, c.case_id AS "caseId" FROM children c
      WHERE c.partnership_id = app.partnership_id() AND c.id = $1 AND c.mistaken_at IS NULL
        AND c.case_id <> $2 AND app.goes_on_as(c.case_id) = app.goes_on_as($2)`,
    values: [otherId, child.caseId],
  })
  const [other] = rows
  if (!other) throw new Refusal('reference.unknown', unknown)
  return other
}
