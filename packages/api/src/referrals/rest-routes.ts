import { localDay } from '@alongside/shared/calendar'
import { Refusal } from '@alongside/shared/problems'
import { childrenOf, formFaults, lightOf, whoIsAtRisk } from '@alongside/shared/referrals/completeness'
import * as contract from '@alongside/shared/referrals/contract'
import { moreSerious, whyNotAnswerRest } from '@alongside/shared/referrals/rules'
import { restFaults } from '@alongside/shared/referrals/tonight'
import type { RuleSet } from '@alongside/shared/traffic-light/schema'
import type { FastifyPluginAsync } from 'fastify'
import { writeVoice } from '../cases/queries.ts'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { keepCharacteristics } from '../monitoring/characteristics.ts'
import { agencyNames, calendarOf, readPartnership } from '../partnerships/queries.ts'
import { askedOfForm, closeToNamesakes, namesakeEvents } from '../people-who-harm/namesakes.ts'
import { copyFormRows, withoutRows } from '../people-who-harm/queries.ts'
import { readCaseNotifications } from '../safeguarding/queries.ts'
import { tellOfThoseAtRisk } from './at-risk.ts'
import { writeLight } from './light.ts'
import { movable } from './moving.ts'
import { openReferral, readReferral, withRest } from './queries.ts'
import { writeRowsOfForm } from './rows-onto-file.ts'
import { spoke, voiceOf } from './told.ts'
import { traceOf } from './trace.ts'

/** REF-5: the rest of a short form, which its referrer owes by the end of the next working day. */
export const restRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(contract.answerRest, async ({ tx, vault, actor, params, version, now }) => {
    const [referral, inForce] = await Promise.all([
      openReferral(tx, vault, params.referralId, true),
      readPartnership(tx, now),
    ])
    const { caseId } = movable(referral, version, whyNotAnswerRest(referral, actor))
    const answers = withRest(referral)
    // REF-7: by the rules under which the short form was sent.
    const partnership = { ...inForce, ruleSet: await ruleSetOf(tx, referral.ruleSetId) }
    const { ruleSet } = partnership
    const faults = restFaults(
      formFaults(answers, {
        ...{ ...partnership, agencies: agencyNames(partnership), ownAgencyId: referral.agencyId },
        ...{
          today: localDay(calendarOf(partnership), now),
          referrerName: referral.referrerName,
          whole: true,
        },
      }),
    )
    if (faults.length) throw new Refusal('referral.incomplete', faults)
    const names = await askedOfForm(tx, caseId, answers.peopleWhoHarm)
    const { explanation, computed, light } = lightOf(ruleSet, answers)
    if (!computed || !light || !referral.light) throw new Error('a whole form without a light')

    await tx.$client.query({
      name: 'answer-rest',
      text: `UPDATE referrals SET version = version + 1, updated_at = $2, answers = $3, explanation = $4, computed_light = $5,
          rest = NULL, rest_due_at = NULL
        WHERE partnership_id = app.partnership_id() AND id = $1`,
      values: [
        referral.id,
        now,
        vault.seal(referral.key, 'answers', withoutRows(answers)),
        JSON.stringify(explanation),
        computed,
      ],
    })
    // REF-15: the rest may make it more serious, and never less.
    const risen = moreSerious(referral.light, light)
    const raised =
      risen === referral.light
        ? []
        : await writeLight(
            tx,
            referral,
            { light: risen, reason: 'By the rest of the short form' },
            partnership,
            now,
          )
    await keepCharacteristics(tx, caseId, answers.equality)
    if (spoke(answers) && !spoke(referral.answers))
      await writeVoice(tx, vault, referral.key, caseId, voiceOf(answers), { accountId: actor.accountId, now })
    const ontoFile = { referralId: referral.id, caseId, key: referral.key, accountId: actor.accountId, now }
    await Promise.all(writeRowsOfForm(tx, vault, answers, ontoFile))
    const whoHarm = { caseId, accountId: actor.accountId, referralId: referral.id, now }
    const personIds = await copyFormRows(tx, vault, referral.key, answers.peopleWhoHarm, whoHarm)
    const closed = await closeToNamesakes(tx, vault, referral.key, { caseId, ...names, now })
    const { agencyId } = referral
    const notificationIds = await tellOfThoseAtRisk(tx, vault, {
      ...{ referralId: referral.id, caseId, agencyId, accountId: actor.accountId, key: referral.key, now },
      ...{ answers, children: childrenOf(answers), kinds: whoIsAtRisk(answers) },
      before: await readCaseNotifications(tx, vault, caseId),
      day: localDay(calendarOf(partnership), now),
    })
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, [
        { field: 'due', from: referral.restDueAt, to: null, reason: 'The rest of the short form is in' },
        ...raised,
      ]),
      events: [
        { type: 'referral.added_to', data: { referralId: referral.id, caseId } },
        ...namesakeEvents(caseId, personIds, closed, names.found),
        ...personIds.map((personId) => ({
          type: 'person_who_harms.asked_about' as const,
          data: { personId, caseId },
        })),
        ...(raised.length
          ? [{ type: 'referral.light_changed' as const, data: { referralId: referral.id, caseId } }]
          : []),
        ...notificationIds.map((notificationId) => ({
          type: 'safeguarding.opened' as const,
          data: { notificationId, caseId, agencyId },
        })),
      ],
    }
  })
}

async function ruleSetOf(tx: Tx, id: string): Promise<RuleSet> {
  const { rows } = await tx.$client.query<{ definition: RuleSet }>({
    name: 'rule-set-of-referral',
    text: 'SELECT definition FROM rule_sets WHERE partnership_id = app.partnership_id() AND id = $1',
    values: [id],
  })
  if (!rows[0]) throw new Error('a referral without its rule set')
  return rows[0].definition
}
