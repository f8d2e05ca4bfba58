import { localDay } from '@alongside/shared/calendar'
import { addBankHoliday, createPartnership } from '@alongside/shared/partnerships/contract'
import { Refusal } from '@alongside/shared/problems'
import { starterRuleSet } from '@alongside/shared/traffic-light/starter'
import { sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import {
  agencies,
  agreementVersions,
  bankHolidays,
  partnerships,
  ruleSets,
} from '../db/tables/partnerships.ts'
import { frontDoors } from '../db/tables/safeguarding.ts'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import { offerPlace } from './places.ts'

/** The platform administrator's two commands: she founds partnerships and sees no case. */
export const platformRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(createPartnership, async ({ tx, actor, body, now }) => {
    const id = newId()
    const coordinatingAgencyId = newId()
    const today = localDay({ timeZone: body.timeZone, holidays: new Set() }, now)
    const {
      coordinatingAgency,
      coordinator,
      charter,
      informationSharingProtocol,
      confidentialityAgreement,
      frontDoors: { child, adult },
      ...partnership
    } = body
    // Whoever founds it steps into it, for this transaction: the policies allow its rows and no other's.
    await tx.execute(sql`SELECT set_config('app.partnership_id', ${id}, true)`)
    const { rowCount } = await tx
      .insert(partnerships)
      .values({ id, ...partnership, coordinatingAgencyId, createdAt: now })
      .onConflictDoNothing()
    if (rowCount !== 1) throw new Refusal('partnership.exists')
    await tx
      .insert(agencies)
      .values({ id: coordinatingAgencyId, name: coordinatingAgency, kind: 'charity', createdAt: now })
    const savedBy = { version: 1, savedAt: now, savedBy: actor.accountId }
    await tx.insert(frontDoors).values([
      { kind: 'child', ...child, ...savedBy },
      { kind: 'adult', ...adult, ...savedBy },
    ])
    await tx
      .insert(ruleSets)
      .values({ id: newId(), version: 1, definition: starterRuleSet, effectiveFrom: now })
    const agreement = (kind: string, title: string, text: string) => ({
      id: newId(),
      kind,
      title,
      version: 1,
      text,
      effectiveFrom: today,
      reviewOn: Temporal.PlainDate.from(today).add({ years: 1 }).toString(),
    })
    await tx
      .insert(agreementVersions)
      .values([
        agreement('charter', 'Charter of agreement', charter),
        agreement('information_sharing_protocol', 'Information sharing protocol', informationSharingProtocol),
        agreement('meeting_confidentiality', 'Confidentiality agreement', confidentialityAgreement),
      ])
    const place = { ...coordinator, agencyId: coordinatingAgencyId, role: 'coordinator' as const }
    const offerId = await offerPlace(tx, place, now)
    return {
      reply: { id, name: body.name, coordinatingAgencyId },
      audit: { subjectId: id },
      events: [{ type: 'place.offered', data: { offerId } }],
    }
  })

  command(addBankHoliday, async ({ tx, body }) => {
    await tx.insert(bankHolidays).values(body).onConflictDoNothing()
    return { reply: body, audit: {}, events: [] }
  })
}
