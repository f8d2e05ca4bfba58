import { isDeepStrictEqual } from 'node:util'
import { ageThatStands } from '@alongside/shared/age/rules'
import type { Age } from '@alongside/shared/age/schema'
import { localDay } from '@alongside/shared/calendar'
import { restsOnHerSay, restsOnRecord } from '@alongside/shared/consent/lawful-rules'
import { stands } from '@alongside/shared/consent/rules'
import type { ConsentAnswers } from '@alongside/shared/consent/schema'
import { sayingFaults } from '@alongside/shared/limits/rules'
import type { Limit } from '@alongside/shared/limits/schema'
import type { Partnership } from '@alongside/shared/partnerships/contract'
import { Refusal } from '@alongside/shared/problems'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import type { SubmissionPlan } from '@alongside/shared/referrals/submission'
import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import { openOwnRecord } from '../cases/case-file.ts'
import { ageWasRecorded, isHeld } from '../cases/holding.ts'
import { identityOf, identityTokens } from '../cases/identity.ts'
import { lastWithdrawal, readConsents, readWithoutConsents, supersedeConsents } from '../consent/queries.ts'
import type { Tx } from '../db/pool.ts'
import { readLimits } from '../limits/queries.ts'
import { calendarOf } from '../partnerships/queries.ts'
import { readCaseNotifications } from '../safeguarding/queries.ts'
import type { Vault } from '../vault.ts'
import type { OpenReferral } from './queries.ts'

/**
 * REF-2, REF-3: what was found out of her age on the file, in place of what the referral said, is not undone because the form is sent
 * again. Who sends it is asked where both cannot be right, and is not told what the file says (ACC-8).
 * @throws Refusal referral.incomplete
 */
async function ageOnFile(
  tx: Tx,
  vault: Vault,
  caseId: string,
  told: Age | null,
  day: string,
): Promise<{ seen: Age | null; ofAll: Age | null }> {
  const { identity, ageOfAll } = await openOwnRecord(tx, vault, caseId, true)
  if (!(await ageWasRecorded(tx, caseId))) return { seen: told, ofAll: told }
  const [seen, ofAll] = [identity.age, ageOfAll].map((known) => ageThatStands(known, told, day))
  if (ofAll !== undefined && ofAll !== 'contradiction')
    return { seen: seen === undefined || seen === 'contradiction' ? told : seen, ofAll }
  const field = told?.born ? 'born' : told?.stated ? 'stated' : 'belief'
  throw new Refusal('referral.incomplete', [
    {
      pointer: `/answers/person/age/${field}`,
      code: 'contradiction',
      detail:
        'What is known of her age was recorded on her file since, and is not this: look there, or ask the coordinator, which is right',
    },
  ])
}

/** What stands from the submission before: what is the same is not recorded twice (REF-5). */
export interface Standing {
  /** Of her say, and of the record of sharing without it: it is recorded already, or the form has none. */
  sameSay: boolean
  sameRecord: boolean
  notified: readonly SafeguardingNotification[]
  limits: readonly Limit[]
}

/** @throws Refusal referral.incomplete, where it would lift a no: whose referral it is, nobody knows yet (ACC-8) */
export function standingOfNew({ consent: { basis, given = {} } = {} }: ReferralAnswers): Standing {
  if (restsOnHerSay(basis)) saidAgainst(given, { limits: [], withdrewOn: null })
  return { sameSay: !restsOnHerSay(basis), sameRecord: !restsOnRecord(basis), notified: [], limits: [] }
}

function saidAgainst(given: ConsentAnswers, before: Parameters<typeof sayingFaults>[2]) {
  const faults = sayingFaults(given, '/answers/consent/given', before)
  if (faults.length) throw new Refusal('referral.incomplete', faults)
}

/**
 * Makes room for a referral that comes back after a return: consent that was given anew takes the place of the one
 * before (ACC-3), and her file follows what was put right, unless other referrals rest on it too.
 * @throws Refusal referral.incomplete · case.held
 */
export async function standingBefore(
  tx: Tx,
  vault: Vault,
  referral: OpenReferral & { caseId: string },
  partnership: Partnership,
  plan: SubmissionPlan,
  now: string,
): Promise<Standing> {
  const { caseId, key, answers } = referral
  const [limits, consents, withoutConsents, notifications] = await Promise.all([
    readLimits(tx, vault, caseId),
    readConsents(tx, vault, caseId),
    readWithoutConsents(tx, vault, caseId),
    readCaseNotifications(tx, vault, caseId),
  ])
  const { basis, given, without } = answers.consent ?? {}
  const recorded = consents(key)
  // Ended or not: what was withdrawn since does not come back because the form is sent again (CON-3).
  const sameSay = !restsOnHerSay(basis) || recorded.some(({ record }) => isDeepStrictEqual(record, given))
  const sameRecord =
    !restsOnRecord(basis) || withoutConsents(key).some(({ record }) => isDeepStrictEqual(record, without))
  if (!sameSay) {
    // REF-3: what she agrees to, or lifts, is recorded by no form either while a hold stands, as it is not on the case.
    if (await isHeld(tx, caseId, 'and keep it so')) throw new Refusal('case.held')
    const withdrewOn = await lastWithdrawal(tx, caseId, calendarOf(partnership))
    saidAgainst(given ?? {}, { limits, withdrewOn })
  }
  if (restsOnHerSay(basis) ? !sameSay : !sameRecord) await supersedeConsents(tx, recorded.filter(stands), now)

  const day = localDay(calendarOf(partnership), now)
  const told = identityOf(answers, day)
  const age = await ageOnFile(tx, vault, caseId, told.age, day)
  const identity = { ...told, age: age.ofAll }
  await tx.$client.query({
    name: 'follow-correction',
    text: `UPDATE cases SET identity = $2, own_identity = CASE WHEN own_identity IS NOT NULL THEN $6::bytea END, name_tokens = $3, light = $4,
        version = version + 1
      WHERE partnership_id = app.partnership_id() AND id = $1 AND NOT EXISTS (SELECT FROM referrals r
        WHERE r.partnership_id = cases.partnership_id AND r.case_id = cases.id AND r.id <> $5)`,
    values: [
      caseId,
      vault.seal(key, 'identity', identity),
      identityTokens(vault, partnership.id, identity, day),
      plan.light,
      referral.id,
      vault.seal(key, 'identity', { ...told, age: age.seen }),
    ],
  })
  return { sameSay, sameRecord, notified: notifications, limits }
}
