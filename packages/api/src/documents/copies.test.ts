import { withdrawConsent } from '@alongside/shared/consent/contract'
import * as contract from '@alongside/shared/documents/contract'
import { closeCaseToPerson, endExclusion } from '@alongside/shared/exclusions/contract'
import { readMeeting } from '@alongside/shared/meetings/contract'
import { readPartnership } from '@alongside/shared/partnerships/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { copyTables, openCopies } from '../../test/given-copies.ts'
import { refusalOf } from '../../test/standing.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

// MTG-4: what becomes of paper: made, handed out, back, lost, destroyed; and of what was printed before something changed.

const { world, as, rows, listed, sign, make, accountOf, download } = await openCopies()

it('MTG-4 HRM-1 CON-3 what was printed for somebody before a case was closed to her, or its basis ended, is not handed out: it is printed again', async () => {
  const item = await listed()
  await sign(item.meetingId, 'housing', 'coordinator')
  const printed = async () => {
    const { id, version } = await make('coordinator', item.meetingId, 'pack', await accountOf('housing'))
    await download('coordinator', id)
    return { params: { copyId: id }, version }
  }
  const [closed, ended] = [await printed(), await printed()]
  const handOut = async (call: typeof closed) =>
    refusalOf(world, copyTables, as.coordinator, contract.handOutCopy, { ...call, body: {} })
  const exclusion = await done(as.coordinator, closeCaseToPerson, {
    params: { caseId: item.caseId },
    body: {
      ...{ accountId: await accountOf('housing'), agencyId: world.agencies.housing, told: true },
      ...{ knows: 'who_harms' as const, words: 'He is her brother-in-law.' },
    },
  })
  expect(await handOut(closed)).toEqual([409, 'copy.outdated'])
  expect((await download('coordinator', closed.params.copyId)).text).toContain('No case on this agenda')
  await done(as.coordinator, contract.handOutCopy, { ...closed, body: {} })
  await done(as.coordinator, endExclusion, {
    ...{ params: { exclusionId: exclusion.id }, body: { words: 'Another man.' }, version: 1 },
  })
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [item.caseId])
  const params = { consentId: consent!.id }
  await done(as.outreach, withdrawConsent, { params, body: { how: 'By telephone' } })
  expect(await handOut(ended)).toEqual([409, 'copy.outdated'])
})

it('MTG-4 paper is handed out to who has signed, collected, destroyed, each with who and when', async () => {
  const item = await listed()
  await sign(item.meetingId, 'coordinator')
  const housing = await accountOf('housing')
  const { id: copyId } = await make('coordinator', item.meetingId, 'pack', housing)
  const move = (operation: typeof contract.handOutCopy, version: number) =>
    done(as.coordinator, operation, { params: { copyId }, body: {}, version })
  const refused = (operation: typeof contract.handOutCopy, version: number) =>
    refusalOf(world, copyTables, as.coordinator, operation, { params: { copyId }, body: {}, version })
  expect(await refused(contract.handOutCopy, 1)).toEqual([403, 'meeting.confidentiality_unsigned'])
  await sign(item.meetingId, 'housing')
  expect(await refused(contract.collectCopy, 1)).toEqual([409, 'copy.wrong_state'])
  await move(contract.handOutCopy, 1)
  expect(await refused(contract.handOutCopy, 1)).toEqual([412, 'version.stale'])
  const lost = await done(as.coordinator, contract.loseCopy, {
    params: { copyId },
    body: { words: 'Left on the train' },
    version: 2,
  })
  expect(lost.moves.at(-1)).toMatchObject({ to: 'lost', by: 'Ada Quist', words: 'Left on the train' })
  await move(contract.collectCopy, 3)
  expect(await move(contract.destroyCopy, 4)).toMatchObject({
    state: 'destroyed',
    moves: [{ to: 'handed_out' }, { to: 'lost' }, { to: 'collected' }, { to: 'destroyed' }],
  })
  expect(
    await refusalOf(world, copyTables, as.housing, contract.handOutCopy, {
      params: { copyId },
      body: {},
      version: 5,
    }),
  ).toEqual([403, 'access.not_permitted'])
})

it('MTG-2 CNF-2 the pack goes round once: who has a case on the agenda is told, by a mail that names nobody', async () => {
  const item = await listed({ agrees: ['lantern', 'housing'] })
  await sign(item.meetingId, 'coordinator')
  const { version } = await done(as.coordinator, readMeeting, { params: { meetingId: item.meetingId } })
  await done(as.coordinator, contract.circulatePack, {
    params: { meetingId: item.meetingId },
    body: {},
    version,
  })
  await world.runJobs()
  const told = async (who: PersonName) =>
    (await done(as[who], listNotifications)).items.some(({ kind }) => kind === 'meeting_papers_ready')
  expect([await told('housing'), await told('police')]).toEqual([true, false])
  expect(world.services.mailer.caught().some(({ text }) => /Rosa/.test(text))).toBe(false)
  const again = { params: { meetingId: item.meetingId }, body: {}, version: version + 1 }
  expect(await refusalOf(world, copyTables, as.coordinator, contract.circulatePack, again)).toEqual([
    409,
    'pack.circulated',
  ])
})

it('MTG-4 where the partnership wants a witness, paper is back or destroyed only with one who neither records it nor held it', async () => {
  const item = await listed()
  await sign(item.meetingId, 'coordinator', 'housing')
  const housing = await accountOf('housing')
  const { id: copyId } = await make('coordinator', item.meetingId, 'pack', housing)
  const params = { copyId }
  await done(as.coordinator, contract.handOutCopy, { params, body: {}, version: 1 })
  expect(
    await refusalOf(world, ['partnerships'], as.housing, contract.setPaperRule, {
      body: { witnessed: true },
    }),
  ).toEqual([403, 'access.not_permitted'])
  await done(as.coordinator, contract.setPaperRule, { body: { witnessed: true } })
  expect(await done(as.housing, readPartnership)).toMatchObject({ paperWitnessed: true })
  const refused = (witnessId?: string) =>
    refusalOf(world, copyTables, as.coordinator, contract.collectCopy, {
      params,
      version: 2,
      body: witnessId ? { witnessId } : {},
    })
  for (const none of [undefined, housing, await accountOf('coordinator')])
    expect(await refused(none)).toEqual([422, 'copy.witness_missing'])
  expect(await refused(copyId)).toEqual([422, 'reference.unknown'])
  const witnessed = { witnessId: await accountOf('chair') }
  const collected = await done(as.coordinator, contract.collectCopy, { params, body: witnessed, version: 2 })
  expect(collected.moves.at(-1)).toMatchObject({
    to: 'collected',
    by: 'Ada Quist',
    witness: expect.any(String),
  })
  const destroyed = await done(as.coordinator, contract.destroyCopy, { params, body: witnessed, version: 3 })
  expect(destroyed.moves.map(({ witness }) => witness === null)).toEqual([true, false, false])
  await done(as.coordinator, contract.setPaperRule, { body: { witnessed: false } })
  const { id } = await make('coordinator', item.meetingId, 'pack', housing)
  await done(as.coordinator, contract.destroyCopy, { params: { copyId: id }, body: {}, version: 1 })
})

it('MTG-4 a lost copy is on the coordinator’s My work until it is found, or what was done about it is recorded', async () => {
  const item = await listed()
  await sign(item.meetingId, 'coordinator', 'housing')
  const lost = async () => (await done(as.coordinator, readMyWork)).lostCopies.map(({ copyId }) => copyId)
  const lose = async () => {
    const { id: copyId } = await make('coordinator', item.meetingId, 'pack', await accountOf('housing'))
    const body = { words: 'Left on the train' }
    await done(as.coordinator, contract.loseCopy, { params: { copyId }, body, version: 1 })
    return { params: { copyId }, version: 2 }
  }
  const [found, gone] = [await lose(), await lose()]
  expect(await lost()).toEqual([found.params.copyId, gone.params.copyId])
  expect((await done(as.coordinator, readMyWork)).lostCopies[0]).toMatchObject({
    ...{ meetingId: item.meetingId, kind: 'pack', holderName: 'Sam Osei', lostAt: '2026-03-02T09:00:00Z' },
  })
  for (const who of ['housing', 'chair'] as const)
    expect((await done(as[who], readMyWork)).lostCopies).toEqual([])
  const settling = { ...gone, body: { words: 'Reported as a breach; her key worker told her.' } }
  expect(await refusalOf(world, copyTables, as.housing, contract.settleLoss, settling)).toEqual([
    403,
    'access.not_permitted',
  ])
  await done(as.coordinator, contract.collectCopy, { ...found, body: {} })
  const settled = await done(as.coordinator, contract.settleLoss, settling)
  expect(settled.moves.at(-1)).toMatchObject({ to: 'written_off', words: settling.body.words })
  expect(await lost()).toEqual([])
  expect(
    await refusalOf(world, copyTables, as.coordinator, contract.settleLoss, { ...settling, version: 3 }),
  ).toEqual([409, 'copy.wrong_state'])
  // It turns up all the same.
  await done(as.coordinator, contract.collectCopy, { params: gone.params, body: {}, version: 3 })
  expect(await rows(`SELECT 1 FROM copy_moves WHERE encode(words, 'escape') LIKE '%train%'`)).toEqual([])
})

it('MTG-4 who holds paper records herself that it is lost, while it is in her hands: it is on the coordinator’s My work then', async () => {
  const item = await listed()
  await sign(item.meetingId, 'coordinator', 'housing', 'health')
  const { id: copyId } = await make('coordinator', item.meetingId, 'pack', await accountOf('housing'))
  const call = (version: number) => ({ params: { copyId }, version, body: { words: 'Left on the train' } })
  expect(await refusalOf(world, copyTables, as.housing, contract.loseCopy, call(1))).toEqual([
    409,
    'copy.wrong_state',
  ])
  await done(as.coordinator, contract.handOutCopy, { params: { copyId }, body: {}, version: 1 })
  for (const who of ['health', 'lettings'] as const)
    expect(await refusalOf(world, copyTables, as[who], contract.loseCopy, call(2))).toEqual([
      404,
      'not_found',
    ])
  const lost = await done(as.housing, contract.loseCopy, call(2))
  expect(lost).toMatchObject({ state: 'lost', moves: [{}, { to: 'lost', by: 'Sam Osei' }] })
  expect((await done(as.coordinator, readMyWork)).lostCopies).toMatchObject([
    { copyId, holderName: 'Sam Osei' },
  ])
  expect(await refusalOf(world, copyTables, as.housing, contract.loseCopy, call(3))).toEqual([
    409,
    'copy.wrong_state',
  ])
  // Whose work it is hears of it at once; who wrote it down herself does not, nor anybody else.
  const toldOf = async () => {
    await world.runJobs()
    const told = await rows<{ email: string }>(
      `SELECT a.email FROM notifications n JOIN memberships m ON m.id = n.membership_id JOIN accounts a ON a.id = m.account_id
        WHERE n.kind = 'paper_lost' AND n.subject_id = $1`,
      [item.meetingId],
    )
    return told.map(({ email }) => email)
  }
  expect(await toldOf()).toEqual([emailOf('coordinator')])
  // What became of it is for who keeps the register.
  const found = { params: { copyId }, version: 3, body: {} }
  expect(await refusalOf(world, copyTables, as.housing, contract.collectCopy, found)).toEqual([
    403,
    'access.not_permitted',
  ])
  await done(as.coordinator, contract.collectCopy, found)
  await done(as.coordinator, contract.loseCopy, { ...call(4) })
  expect(await toldOf()).toEqual([emailOf('coordinator')])
})

it('MTG-2 with less than three working days to read it the pack goes round with a reason, which stays with the meeting', async () => {
  const item = await listed()
  await sign(item.meetingId, 'coordinator')
  const params = { meetingId: item.meetingId }
  await rows(`UPDATE meetings SET pack_by = '2026-02-27T23:59:59Z' WHERE id = $1`, [item.meetingId])
  const { version } = await done(as.coordinator, readMeeting, { params })
  expect(
    await refusalOf(world, copyTables, as.coordinator, contract.circulatePack, { params, body: {}, version }),
  ).toEqual([422, 'pack.late_without_reason'])
  const lateBecause = 'Two referrals came in on the last day.'
  await done(as.coordinator, contract.circulatePack, { params, body: { lateBecause }, version })
  expect(await done(as.housing, readMeeting, { params })).toMatchObject({ packLateBecause: lateBecause })
})
