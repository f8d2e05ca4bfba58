import { localDay } from '@alongside/shared/calendar'
import { Refusal } from '@alongside/shared/problems'
import { type Answered, compareAnswers } from '@alongside/shared/referrals/comparison'
import * as contract from '@alongside/shared/referrals/contract'
import type { Comparison } from '@alongside/shared/referrals/schema'
import type { RuleSet } from '@alongside/shared/traffic-light/schema'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { type OpenReferral, openReferral, shownAnswers } from './queries.ts'

/** REF-10: earlier answers beside the present ones, for whoever may see both. */
export const comparisonRoutes: FastifyPluginAsync = async (app) => {
  const { query } = operations(app)

  query(contract.compareReferrals, async ({ tx, vault, params, query: asked, now: at }) => {
    const now = await openReferral(tx, vault, params.referralId)
    const earlierId = asked.with ?? now.earlierReferralId
    const earlier = earlierId ? await openNamed(tx, vault, earlierId) : null
    const answers = earlier ? compareAnswers(...(await withRuleSets(tx, vault, at, earlier, now))) : []
    return {
      reply: { now: shown(now), earlier: earlier && shown(earlier), answers },
      audit: {
        subjectId: now.id,
        caseId: now.caseId,
        ...(earlier?.caseId && earlier.caseId !== now.caseId && { seen: [earlier.caseId] }),
      },
    }
  })
}

const shown = (referral: OpenReferral): Comparison['now'] => ({
  id: referral.id,
  reference: referral.reference,
  caseReference: referral.caseReference,
  agencyName: referral.agencyName,
  light: referral.light,
  submittedAt: referral.submittedAt,
  meetingStartsAt: referral.meetingStartsAt,
})

async function withRuleSets(
  tx: Tx,
  vault: Vault,
  at: string,
  ...referrals: [OpenReferral, OpenReferral]
): Promise<[Answered, Answered]> {
  const { rows } = await tx.$client.query<{ id: string; definition: RuleSet }>({
    name: 'rule-sets-of-referrals',
    text: 'SELECT id, definition FROM rule_sets WHERE partnership_id = app.partnership_id() AND id = ANY ($1)',
    values: [referrals.map(({ ruleSetId }) => ruleSetId)],
  })
  const calendar = calendarOf(await readPartnership(tx, at))
  const answered = async (referral: OpenReferral): Promise<Answered> => {
    const { ruleSetId, submittedAt } = referral
    return {
      answers: await shownAnswers(tx, vault, referral),
      day: localDay(calendar, submittedAt ?? at),
      ruleSet: rows.find(({ id }) => id === ruleSetId)?.definition ?? { indicators: [] },
    }
  }
  return [await answered(referrals[0]), await answered(referrals[1])]
}

/** ACC-6: one that the reader may not see is refused like one that does not exist. */
async function openNamed(tx: Tx, vault: Vault, id: string): Promise<OpenReferral> {
  try {
    return await openReferral(tx, vault, id)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal('reference.unknown', [
      { pointer: '?with', code: 'unknown', detail: 'is not a referral that you may see' },
    ])
  }
}
