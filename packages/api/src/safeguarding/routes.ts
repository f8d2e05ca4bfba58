import { localDay } from '@alongside/shared/calendar'
import { type Fault, Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/safeguarding/contract'
import {
  safeguardingDue,
  whyNotRecordReference,
  whyNotRecordTold,
} from '@alongside/shared/safeguarding/rules'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import { nameChildren } from '../children/naming.ts'
import { readChildren } from '../children/queries.ts'
import { writeChild } from '../children/writing.ts'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { lockNotification, recordReference, recordTold, writeNotification } from './queries.ts'

export const safeguardingRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(contract.openNotification, async ({ tx, vault, actor, params, body, now }) => {
    const { id: caseId, key } = await openOwnRecord(tx, vault, params.caseId, true)
    const id = await writeNotification(tx, {
      kind: body.kind,
      caseId,
      agencyId: actor.agencyId,
      ringBack: body.ringBack,
      about: { key, sealed: vault.seal(key, 'about', body.about) },
      openedAt: now,
      dueAt: safeguardingDue(now),
    })
    if (body.kind === 'child') {
      const named = await childrenMeant(tx, vault, body, { caseId, key, accountId: actor.accountId, now })
      await nameChildren(tx, id, caseId, named)
    }
    // Now, and not as the transaction ends: the answer says whether they were told.
    await tx.$client.query('SET CONSTRAINTS tell_front_door IMMEDIATE')
    const reply = await lockNotification(tx, vault, id)
    if (!reply) throw new Error('a notification that its writer cannot read')
    return {
      reply,
      audit: {
        caseId,
        subjectId: id,
        subject: 'safeguarding',
        changes: [{ field: 'state', from: null, to: 'open' }],
      },
      events: [
        {
          type: 'safeguarding.opened',
          data: { notificationId: id, caseId, agencyId: actor.agencyId },
        },
      ],
    }
  })

  command(contract.recordNotification, async ({ tx, vault, actor, params, body, version, now }) => {
    const notification = await lockNotification(tx, vault, params.notificationId)
    if (!notification) throw new Refusal('not_found')
    const refused = whyNotRecordTold(notification)
    if (refused) throw new Refusal(refused)
    sameVersion(version, notification.version)
    const told = {
      toldAt: toldAt(body.toldAt, now),
      receiver: body.receiver,
      reference: body.reference ?? null,
      recordedAt: now,
    }
    await recordTold(tx, notification.id, { ...told, recordedBy: actor.accountId })
    return {
      reply: { ...notification, ...told, version: notification.version + 1 },
      audit: {
        caseId: notification.caseId,
        subjectId: notification.id,
        subject: 'safeguarding',
        changes: [{ field: 'state', from: 'open', to: 'recorded' }],
      },
      events: [
        {
          type: 'safeguarding.recorded',
          data: {
            notificationId: notification.id,
            caseId: notification.caseId,
            agencyId: notification.agencyId,
          },
        },
      ],
    }
  })

  command(contract.recordReference, async ({ tx, vault, params, body, version }) => {
    const notification = await lockNotification(tx, vault, params.notificationId)
    if (!notification) throw new Refusal('not_found')
    const refused = whyNotRecordReference(notification)
    if (refused) throw new Refusal(refused)
    sameVersion(version, notification.version)
    const { reference } = body
    await recordReference(tx, notification.id, reference)
    return {
      reply: { ...notification, reference, noReference: reference === null, version: version + 1 },
      audit: {
        caseId: notification.caseId,
        subjectId: notification.id,
        subject: 'safeguarding',
        changes: [{ field: 'state', from: 'recorded', to: reference ? 'reference given' : 'no reference' }],
      },
      events: [],
    }
  })
}

/**
 * CHD-1, SAF-1: the children of the case that are at risk. Where nobody is named, one is put down who is not named yet: a notification
 * names a child. @throws Refusal reference.unknown
 */
async function childrenMeant(
  tx: Tx,
  vault: Vault,
  { children = [], about }: { children?: string[]; about: string },
  { now, ...on }: { caseId: string; key: WrappedKey; accountId: string; now: string },
): Promise<string[]> {
  if (children.length === 0) {
    const day = localDay(calendarOf(await readPartnership(tx, now)), now)
    const said = { whose: 'not_known', atRisk: 'yes', risk: about } as const
    return [await writeChild(tx, vault, said, { ...on, now, day })]
  }
  const known = new Set((await readChildren(tx, vault, on.caseId))(on.key).map(({ id }) => id))
  const faults = children.flatMap((id, at): Fault[] =>
    known.has(id)
      ? []
      : [{ pointer: `/children/${at}`, code: 'unknown', detail: 'is not a child of this case' }],
  )
  if (faults.length) throw new Refusal('reference.unknown', faults)
  return children
}

/** When they were told, in UTC: not in time to come, and not before the year before. @throws Refusal request.invalid */
function toldAt(said: string, now: string): string {
  const told = Date.parse(said)
  const today = Date.parse(now)
  const fault: Fault | null =
    told > today
      ? { pointer: '/toldAt', code: 'contradiction', detail: 'lies in time to come' }
      : told > today - yearInMilliseconds
        ? null
        : { pointer: '/toldAt', code: 'invalid', detail: 'is not an instant of the past year' }
  if (fault) throw new Refusal('request.invalid', [fault])
  return Temporal.Instant.fromEpochMilliseconds(told).toString()
}

const yearInMilliseconds = 366 * 24 * 60 * 60 * 1000
