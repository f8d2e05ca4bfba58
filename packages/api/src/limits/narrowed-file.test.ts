import { can, type Permission } from '@alongside/shared/access'
import { readCase, readCaseAccess, recordVoice } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordChild } from '@alongside/shared/children/contract'
import { recordLawfulBasis, recordWithoutConsent } from '@alongside/shared/consent/contract'
import type { Contract } from '@alongside/shared/contract'
import { closeCaseToPerson } from '@alongside/shared/exclusions/contract'
import { listLimits, listOverrides, recordLimit } from '@alongside/shared/limits/contract'
import { operations } from '@alongside/shared/operations'
import { changeOtherForum, recordOtherForum } from '@alongside/shared/other-forums/contract'
import { recordOutcomes } from '@alongside/shared/outcomes/contract'
import { nameWorker, recordPersonWhoHarms } from '@alongside/shared/people-who-harm/contract'
import { changePlanLine, limitPlanLine, proposePlanLine } from '@alongside/shared/plan/contract'
import { recordWay } from '@alongside/shared/reach/contract'
import { askReferrer } from '@alongside/shared/referrals/conversation-contract'
import { openNotification } from '@alongside/shared/safeguarding/contract'
import { checkWorkerWarning, recordWorkerWarning } from '@alongside/shared/worker-safety/contract'
import { expect, it } from 'vitest'
import { givenListed, givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { consentTo, withoutConsent } from '../demo/answers.ts'
import { people } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

// ACC-6: a file of a police referral that is joined with one on which she refuses the police opens to them what they wrote themselves
// (ACC-8). That there is another file is not theirs to know: so whatever they may do to such a file and to what they wrote on it is
// answered as on a file that is joined with none. Two files alike, one of them joined, and every command of the table on both.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, clock, rows } = world
const today = clock.now().slice(0, 10)
const [frost] = await rows<{ id: string }>(
  `SELECT id FROM accounts WHERE email = 'constable@alongside.example'`,
)
const [vale] = await rows<{ id: string }>(`SELECT id FROM accounts WHERE email = 'police@alongside.example'`)
const child = recordChild.example
const dated = { ...recordWorkerWarning.example, checkedOn: today }

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
  const [question] = await rows<{ id: string }>('SELECT id FROM referral_questions WHERE referral_id = $1', [
    referral.id,
  ])
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

/** What hangs on a file that its own agency wrote, or that is asked of it. What others wrote is none of its record, and is not found. */
const ofFile = [
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
const elsewhere = [
  ...[
    'accessId',
    'actionId',
    'agreementVersionId',
    'contributionId',
    'copyId',
    'deliveryId',
    'disclosureId',
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
const commands = operations.filter(({ kind }) => kind === 'command')
const ofFiles = commands.filter(({ id, params, permission }) => {
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
/** What ends what others need, or closes the file to who does it. */
const last = [
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
const inOrder = ofFiles.toSorted((one, other) => last.indexOf(one.id) - last.indexOf(other.id))

const answerOf = async (who: 'constable' | 'police', operation: Contract, file: Record<string, string>) => {
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
    if (operation.id === 'closeCaseToPerson' && status === 201) file.exclusionId = (body as { id: string }).id
    return `${who} ${operation.id} ${status} ${(body as { code?: string }).code ?? ''}`
  }
  return 'never'
}

/** Everything that a reader is shown of a case by its id alone. */
const shown = async (who: keyof typeof people, caseId: string) => {
  const seen = []
  for (const operation of operations.filter(
    ({ kind, params }) => kind === 'query' && Object.keys(params).join() === 'caseId',
  )) {
    const { status, body } = await as[who](operation, { params: { caseId } } as never)
    // Who has looked grows with each look.
    seen.push([operation.id, status, ...(status < 400 && operation.id !== readCaseAccess.id ? [body] : [])])
  }
  return seen
}

it('ACC-6 ACC-8 whatever an agency may do to its own referral’s file is answered alike where that is joined with one on which she refuses it', async () => {
  const named = new Set(commands.flatMap(({ params }) => Object.keys(params)))
  expect([...named].filter((name) => !ofFile.includes(name) && !elsewhere.includes(name))).toEqual([])

  const [free, joined] = [await givenFile(), await givenFile()]
  // What others write on the same file, and in what the police wrote there, is not theirs once it is joined.
  const theirs = { params: { caseId: joined.caseId ?? '' } }
  const said = 'As the nurse was told'
  const line = await done(as.constable, proposePlanLine, { ...theirs, body: proposePlanLine.example })
  const warning = await done(as.constable, recordWorkerWarning, { ...theirs, body: dated })
  const forum = await done(as.constable, recordOtherForum, { ...theirs, body: recordOtherForum.example })
  await done(as.health, recordVoice, { ...theirs, body: { words: said, given: 'in_writing' } })
  await done(as.health, recordWay, { ...theirs, body: { ...recordWay.example, value: said } })
  await done(as.health, recordChild, { ...theirs, body: { ...child, calledName: said } })
  await done(as.health, proposePlanLine, { ...theirs, body: { ...proposePlanLine.example, words: said } })
  await done(as.health, recordWorkerWarning, { ...theirs, body: { ...dated, source: said } })
  await done(as.health, recordPersonWhoHarms, {
    ...theirs,
    body: { ...recordPersonWhoHarms.example, called: said },
  })
  const checked = { source: said, checkedOn: today }
  const { version } = warning
  await done(as.health, checkWorkerWarning, {
    params: { workerWarningId: warning.id },
    version,
    body: checked,
  })
  await done(as.health, changeOtherForum, {
    params: { otherForumId: forum.id },
    version: forum.version,
    body: { words: said },
  })
  const changed = { words: said, why: 'She said so' }
  await done(as.coordinator, changePlanLine, {
    params: { lineId: line.id },
    version: line.version,
    body: changed,
  })
  const tells = async (who: 'constable' | 'police') =>
    (await shown(who, joined.caseId ?? '')).flatMap(([id, , body]) =>
      JSON.stringify(body ?? '').includes(said) ? id : [],
    )
  // Of who harms her nobody of an agency reads what another recorded before its lead has answered (HRM-1).
  expect(await tells('police')).toEqual(['readCase', 'listWorkerWarnings', 'readPlan', 'listOtherForums'])

  const known = await givenSubmitted(world, {
    by: 'midwife',
    agrees: ['lantern', 'drugs'],
    refuses: ['police'],
  })
  const knownId = known.caseId ?? ''
  await world.runJobs()
  const joining = {
    params: { caseId: knownId },
    body: { joinedCaseId: joined.caseId ?? '', reason: 'The same birthday' },
  }
  await done(as.coordinator, joinFiles, joining)
  await world.runJobs()

  expect([await tells('constable'), await tells('police')]).toEqual([[], []])

  // What is brought to the other file reaches nobody by this one.
  const before = await shown('constable', joined.caseId ?? '')
  const params = { caseId: knownId }
  await done(as.midwife, recordVoice, { params, body: { words: 'Not to my brother', given: 'in_writing' } })
  await done(as.midwife, recordChild, { params, body: child })
  await done(as.midwife, recordWorkerWarning, { params, body: dated })
  await done(as.midwife, proposePlanLine, { params, body: proposePlanLine.example })
  await done(as.midwife, recordLimit, {
    params,
    body: { kind: 'purpose', purpose: 'immigration_enforcement', saidOn: today } as never,
  })
  expect(await shown('constable', joined.caseId ?? '')).toEqual(before)

  const others = await shown('drugs', knownId)
  const [onFree, onJoined]: [string[], string[]] = [[], []]
  const walk = async (through: readonly Contract[]) => {
    for (const operation of through)
      for (const who of ['constable', 'police'] as const) {
        onFree.push(await answerOf(who, operation, free))
        onJoined.push(await answerOf(who, operation, joined))
      }
  }
  await walk(inOrder.filter(({ id }) => !last.includes(id)))
  // Who reads the other file alone learns nothing of what was written on this one.
  expect(await shown('drugs', knownId)).toEqual(others)
  // What she takes back, and what stops everything, is of the person.
  await walk(inOrder.filter(({ id }) => last.includes(id)))
  // Past another no of hers nobody decides whom she refuses: it is another agency's lead who does, as where theirs cannot for whatever reason.
  const decides = onFree.indexOf('police decideOverride 200 ')
  expect(onJoined.splice(decides, 1)).toEqual(['police decideOverride 403 override.not_yours'])
  onFree.splice(decides, 1)
  expect(onJoined).toEqual(onFree)
  const untried = new Set(ofFiles.map(({ id }) => id))
  for (const answer of onJoined) if (/ 20[01]/.test(answer)) untried.delete(answer.split(' ')[1] as never)
  // Of a referral that is accepted, of a line that nobody agreed, of what no police lead may.
  expect([...untried].toSorted()).toEqual([
    ...[
      'addPlanStep',
      'agreePlanLine',
      'amendResponse',
      'answerRest',
      'askReferrer',
      'changeLight',
      'decideOverride',
      'discardReferral',
    ],
    ...[
      'lookAtPlanLine',
      'redirectChild',
      'respondToReferral',
      'reviewExclusion',
      'saveReferral',
      'settleConflict',
      'submitReferral',
    ],
    ...['takeBackRedirection', 'tellSameChild'],
  ])
}, 120_000)
