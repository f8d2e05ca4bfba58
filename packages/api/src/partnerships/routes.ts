import { createHash } from 'node:crypto'
import { localDay, startOfDay } from '@alongside/shared/calendar'
import * as contract from '@alongside/shared/partnerships/contract'
import { standingKinds } from '@alongside/shared/partnerships/rules'
import { type Fault, Refusal } from '@alongside/shared/problems'
import { eq } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { agencies, agreementSignatures, agreementVersions } from '../db/tables/partnerships.ts'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import {
  calendarOf,
  latestVersion,
  limitStanding,
  mustTakeAgencies,
  readAgreements,
  readPartnership,
} from './queries.ts'

export const partnershipRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readPartnership, async ({ tx, now }) => ({ reply: await readPartnership(tx, now) }))

  command(contract.addAgency, async ({ tx, body, now }) => {
    await mustTakeAgencies(tx)
    const id = newId()
    const { rowCount } = await tx
      .insert(agencies)
      .values({ id, ...body, createdAt: now })
      .onConflictDoNothing()
    if (rowCount !== 1) throw new Refusal('agency.exists')
    return {
      reply: { id, ...body, coordinating: false, standingUntil: null },
      audit: { subjectId: id },
      events: [],
    }
  })

  query(contract.listAgreements, async ({ tx }) => ({ reply: { items: await readAgreements(tx) } }))

  command(contract.publishAgreement, async ({ tx, body, now }) => {
    const calendar = calendarOf(await readPartnership(tx, now))
    const today = localDay(calendar, now)
    const faults = publicationFaults(body, today)
    if (faults.length) throw new Refusal('request.invalid', faults)

    const { version, title } = await latestVersion(tx, body.kind)
    const id = newId()
    const { kind, text, reviewOn, signBy } = body
    await tx
      .insert(agreementVersions)
      .values({ id, kind, title, version: version + 1, text, effectiveFrom: today, reviewOn })
    if (standingKinds.includes(kind))
      await limitStanding(
        tx,
        startOfDay(calendar, Temporal.PlainDate.from(signBy).add({ days: 1 })).toString(),
      )
    const reply = (await readAgreements(tx)).find((agreement) => agreement.id === id)
    if (!reply) throw new Error('an agreement that its publisher cannot read')
    return {
      reply,
      audit: { subjectId: id },
      events: [{ type: 'agreement.published', data: { agreementVersionId: id } }],
    }
  })

  command(contract.signAgreement, async ({ tx, actor, params, body, now }) => {
    const calendar = calendarOf(await readPartnership(tx, now))
    const agreement = (await readAgreements(tx)).find(({ id }) => id === params.agreementVersionId)
    if (!agreement || !standingKinds.includes(agreement.kind)) throw new Refusal('not_found')
    if (agreement.signedByMine) throw new Refusal('agreement.signed')
    await tx.insert(agreementSignatures).values({
      id: newId(),
      agreementVersionId: agreement.id,
      agencyId: actor.agencyId,
      accountId: actor.accountId,
      name: body.name,
      title: body.title,
      textSha256: createHash('sha256').update(agreement.text).digest(),
      signedAt: now,
    })
    const all = await readAgreements(tx)
    const needed = all.filter(({ kind }) => standingKinds.includes(kind))
    if (needed.length === standingKinds.length && needed.every(({ signedByMine }) => signedByMine)) {
      // In force until the day after the sooner review (GOV-2), when a new version asks for new signatures.
      const review = needed
        .map(({ reviewOn }) => Temporal.PlainDate.from(reviewOn))
        .sort((a, b) => Temporal.PlainDate.compare(a, b))[0]
      const until = review && startOfDay(calendar, review.add({ days: 1 })).toString()
      await tx
        .update(agencies)
        .set({ standingUntil: until ?? null })
        .where(eq(agencies.id, actor.agencyId))
    }
    const reply = all.find(({ id }) => id === agreement.id) ?? agreement
    return {
      reply,
      audit: { subjectId: agreement.id },
      events: [
        { type: 'agreement.signed', data: { agreementVersionId: agreement.id, agencyId: actor.agencyId } },
      ],
    }
  })
}

function publicationFaults(
  { signBy, reviewOn }: { signBy: string; reviewOn: string },
  today: string,
): Fault[] {
  const faults: Fault[] = []
  if (signBy < today) faults.push({ pointer: '/signBy', code: 'invalid', detail: 'is a day that has passed' })
  if (reviewOn <= signBy)
    faults.push({ pointer: '/reviewOn', code: 'contradiction', detail: 'lies before everyone has signed' })
  return faults
}
