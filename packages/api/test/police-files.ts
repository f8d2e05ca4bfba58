import { can, type Permission } from '@alongside/shared/access'
import { readCase } from '@alongside/shared/cases/contract'
import { recordChild } from '@alongside/shared/children/contract'
import { recordLawfulBasis, recordWithoutConsent } from '@alongside/shared/consent/contract'
import type { Contract } from '@alongside/shared/contract'
import { closeCaseToPerson } from '@alongside/shared/exclusions/contract'
import { listLimits, listOverrides } from '@alongside/shared/limits/contract'
import { operations } from '@alongside/shared/operations'
import { recordOtherForum } from '@alongside/shared/other-forums/contract'
import { recordOutcomes } from '@alongside/shared/outcomes/contract'
import { nameWorker, recordPersonWhoHarms } from '@alongside/shared/people-who-harm/contract'
import { changePlanLine, limitPlanLine, proposePlanLine } from '@alongside/shared/plan/contract'
import { recordWay } from '@alongside/shared/reach/contract'
import { askReferrer } from '@alongside/shared/referrals/conversation-contract'
import { openNotification } from '@alongside/shared/safeguarding/contract'
import { recordWorkerWarning } from '@alongside/shared/worker-safety/contract'
import { consentTo, withoutConsent } from '../src/demo/answers.ts'
import { type PersonName, people } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import type { Call } from '../src/in-process.ts'
import { givenListed } from './given.ts'
import type { Eastmarsh } from './world.ts'

/** What hangs on a file that its own agency wrote, or that is asked of it. What others wrote is none of its record, and is not found. */
export const ofFile = [
  ...[
    'caseId',
    'referralId',
    'questionId',
    'childId',
    'wayId',
    'lineId',
    'workerWarningId',
    'otherForumId',
    'personWhoHarmsId',
  ],
  ...['namedWorkerId', 'notificationId', 'limitId', 'consentId', 'overrideId', 'exclusionId'],
]
/**
 * What is no part of it. Of a meeting, its items and papers, and of actions that others gave, an agency that may not hear a case steps
 * out (ACC-9); the others are of no case.
 */
export const elsewhere = [
  ...[
    'accessId',
    'actionId',
    'agreementVersionId',
    'contributionId',
    'copyId',
    'deliveryId',
    'disclosureId',
    'sessionId',
    'endpointId',
  ],
  ...[
    'holdId',
    'importId',
    'invitationId',
    'itemId',
    'joinId',
    'kind',
    'leftWorkId',
    'meetingId',
    'memberId',
  ],
  ...[
    'minutedItemId',
    'offerId',
    'readingId',
    'receivedId',
    'reportId',
    'requestId',
    'sharingChangeId',
    'sharingWorkId',
  ],
  ...['systemId', 'secretId'],
]
export const commands = operations.filter(({ kind }) => kind === 'command')
export const ofFiles = commands.filter(({ id, params, permission }) => {
  const names = Object.keys(params)
  return (
    names.length > 0 &&
    names.every((name) => ofFile.includes(name)) &&
    permission !== 'anyone' &&
    can('lead_member', permission as Permission) &&
    // A notice's, and not a notification's.
    id !== 'markNotificationsRead'
  )
})

/** What ends what others need, or closes the file to who does it. */
export const last = [
  ...[
    'liftLimit',
    'endPlanLine',
    'endWorkerWarning',
    'endPersonWhoHarms',
    'endNaming',
    'recordAge',
    'recordDeath',
    'withdrawConsent',
  ],
  ...['withdrawReferral', 'closeCaseToPerson', 'reviewExclusion', 'endExclusion', 'standAside'],
]
export const inOrder = ofFiles.toSorted((one, other) => last.indexOf(one.id) - last.indexOf(other.id))

const child = recordChild.example

/** Files of police referrals, with what anybody may ask to do to one of them and to what hangs on it. */
export async function policeFiles(world: Eastmarsh) {
  const { as, agencies, clock, rows } = world
  const today = clock.now().slice(0, 10)
  const dated = { ...recordWorkerWarning.example, checkedOn: today }
  const [frost] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'constable@alongside.example'`,
  )
  const [vale] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'police@alongside.example'`,
  )

  /** Referred by the police, with everything on it that they can have written; by the names that paths have for it. */
  async function givenFile(): Promise<Record<string, string>> {
    const referral = await givenListed(world, {
      by: 'constable',
      agrees: ['lantern', 'health', 'housing', 'police'],
      refuses: ['probation'],
      answers: { addressedTo: { meeting: true, agencies: [agencies.health] } },
    })
    const params = { caseId: referral.caseId ?? '' }
    await done(as.health, askReferrer, {
      params: { referralId: referral.id },
      version: referral.version,
      body: askReferrer.example,
    })
    const [question] = await rows<{ id: string }>(
      'SELECT id FROM referral_questions WHERE referral_id = $1',
      [referral.id],
    )
    const named = async <C extends Contract>(
      operation: C,
      body: object,
      who: 'constable' | 'police' = 'constable',
    ) => ((await done(as[who], operation, { params, body } as never)) as unknown as { id: string }).id
    const [limit] = (await done(as.constable, listLimits, { params })).items
    const pastLimits = [{ limitId: limit?.id ?? '', why: 'He has found her.', tellHer: 'By her nurse' }]
    const past = withoutConsent([agencies.probation], { reviewOn: '2026-05-29' }).without
    await done(as.constable, recordWithoutConsent, { params, body: { ...past, pastLimits } as never })
    const [override] = (await done(as.constable, listOverrides, { params })).items
    return {
      ...params,
      referralId: referral.id,
      questionId: question?.id ?? '',
      childId: await named(recordChild, child),
      wayId: await named(recordWay, recordWay.example),
      lineId: await named(proposePlanLine, proposePlanLine.example),
      workerWarningId: await named(recordWorkerWarning, dated),
      otherForumId: await named(recordOtherForum, recordOtherForum.example),
      personWhoHarmsId: await named(recordPersonWhoHarms, recordPersonWhoHarms.example, 'police'),
      namedWorkerId: await named(nameWorker, { accountId: frost!.id }, 'police'),
      notificationId: await named(openNotification, { kind: 'adult', about: 'Somebody must be told' }),
      limitId: limit?.id ?? '',
      consentId: (await done(as.constable, readCase, { params })).consents[0]?.id ?? '',
      overrideId: override?.id ?? '',
    }
  }

  const consent = {
    ...consentTo([agencies.lantern, agencies.health, agencies.housing], {
      givenOn: today,
      until: '2027-03-01',
    }).given,
    takenBy: people.constable.name,
  }
  const bodies: Record<string, (file: Record<string, string>) => object> = {
    recordConsent: () => consent,
    recordWithoutConsent: () => withoutConsent([agencies.clinic], { reviewOn: '2026-05-29' }).without ?? {},
    recordLawfulBasis: () => ({ ...recordLawfulBasis.example, agencyId: agencies.health }),
    recordLimit: () => ({ kind: 'agency', agencyId: agencies.drugs, saidOn: today }),
    recordWorkerWarning: () => dated,
    checkWorkerWarning: () => ({ source: 'Her neighbour', checkedOn: today }),
    recordOutcomes: () => ({ ...recordOutcomes.example, lookedOn: today }),
    nameWorker: () => ({ accountId: vale!.id }),
    closeCaseToPerson: () => ({
      ...closeCaseToPerson.example,
      agencyId: agencies.police,
      accountId: frost!.id,
    }),
    changePlanLine: () => ({ ...changePlanLine.example, why: 'She said so' }),
    limitPlanLine: () => ({ ...limitPlanLine.example, limitedTo: [agencies.police, agencies.health] }),
    changeLight: () => ({ light: 'amber', reason: 'He is in prison' }),
    recordNotification: () => ({ toldAt: clock.now(), receiver: 'The duty worker' }),
    confirmFlag: () => ({ reference: 'NICHE 1', on: today }),
    takeFlagDown: () => ({ on: today }),
    openNotification: ({ childId = '' }) => ({ kind: 'child', about: 'At risk', children: [childId] }),
  }
  const answerOf = async (who: PersonName, operation: Contract, file: Record<string, string>) => {
    const params = Object.fromEntries(Object.keys(operation.params).map((name) => [name, file[name] ?? '']))
    const example = 'example' in operation ? operation.example : undefined
    const versions =
      'conditional' in operation && operation.conditional ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [undefined]
    for (const version of versions) {
      const { status, body } = await as[who](operation, {
        params,
        ...(operation.method !== 'DELETE' && { body: bodies[operation.id]?.(file) ?? example }),
        ...(version !== undefined && { version }),
      } as Call<Contract>)
      if (status === 412 && version !== versions.at(-1)) continue
      // What she gave before is still hers to end: a record of the refused agency takes the place of none. Of this one it is asked.
      if (operation.id === 'recordConsent' && status === 201) file.consentId = (body as { id: string }).id
      if (operation.id === 'closeCaseToPerson' && status === 201)
        file.exclusionId = (body as { id: string }).id
      return `${who} ${operation.id} ${status} ${(body as { code?: string }).code ?? ''}`
    }
    return 'never'
  }

  return { givenFile, answerOf, child, dated }
}
