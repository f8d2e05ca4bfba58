import { readCaseAccess, recordVoice } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordChild } from '@alongside/shared/children/contract'
import type { Contract } from '@alongside/shared/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { operations } from '@alongside/shared/operations'
import { changeOtherForum, recordOtherForum } from '@alongside/shared/other-forums/contract'
import { recordPersonWhoHarms } from '@alongside/shared/people-who-harm/contract'
import { changePlanLine, proposePlanLine } from '@alongside/shared/plan/contract'
import { recordWay } from '@alongside/shared/reach/contract'
import { checkWorkerWarning, recordWorkerWarning } from '@alongside/shared/worker-safety/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { commands, elsewhere, inOrder, last, ofFile, ofFiles, policeFiles } from '../../test/police-files.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { people } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

// ACC-6: a file of a police referral that is joined with one on which she refuses the police opens to them what they wrote themselves
// (ACC-8). That there is another file is not theirs to know: so whatever they may do to such a file and to what they wrote on it is
// answered as on a file that is joined with none. Two files alike, one of them joined, and every command of the table on both.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, clock } = world
const today = clock.now().slice(0, 10)
const { givenFile, answerOf, child, dated } = await policeFiles(world)

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
