import { can } from '@alongside/shared/access'
import * as contract from '@alongside/shared/people-who-harm/contract'
import {
  conflictFaults,
  harmFaults,
  namedAgain,
  namedAnew,
  whyNotAsk,
  whyNotChangeHarm,
  whyNotRestore,
  whyNotSettle,
} from '@alongside/shared/people-who-harm/rules'
import { type Fault, Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { worksAt } from '../limits/queries.ts'
import { readAsked, readConflictChecks, readOwnAnswers, settleAnswer, writeAnswer } from './conflicts.ts'
import { endNamedWorker, readNamedWorkers, writeNaming } from './named-workers.ts'
import { askedOfNamesakes, closeToNamesakes, namesakeEvents, noNamesake } from './namesakes.ts'
import {
  endPerson,
  lockPersonWhoHarms,
  putBack,
  readPeopleWhoHarm,
  readPersonWhoHarms,
  readsRestrictedRows,
  saveFacts,
  writePersonWhoHarms,
} from './queries.ts'

/** HRM-1: who harms her, read by few; and whether an agency's lead knows of them, before papers go out. */
export const harmRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listPeopleWhoHarm, async ({ tx, vault, actor, params: { caseId } }) => {
    await openOwnRecord(tx, vault, caseId)
    const [items, whole, named, answered] = await Promise.all([
      readPeopleWhoHarm(tx, vault, caseId),
      readsRestrictedRows(tx, caseId),
      readNamedWorkers(tx, caseId),
      can(actor.role, 'conflicts:answer') ? readOwnAnswers(tx, vault, caseId) : [],
    ])
    return { reply: { items, whole, named, answered }, audit: { caseId, subjectId: caseId } }
  })

  command(contract.recordPersonWhoHarms, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    const { sameName, ...facts } = body
    incomplete(harmFaults(facts))
    const { closing, found } = await askedOfNamesakes(tx, caseId, facts, sameName)
    const closed = await closeToNamesakes(tx, vault, key, { caseId, closing, now })
    const said = found ? (sameName ?? null) : null
    const { id } = await writePersonWhoHarms(tx, vault, key, facts, { caseId, ...actor, now }, said)
    return {
      reply: () => readPersonWhoHarms(tx, vault, id),
      audit: {
        ...{ caseId, subjectId: id, subject: 'person_who_harms' as const },
        changes: [{ field: 'state', from: null, to: 'recorded' }],
      },
      events: [
        ...namesakeEvents(caseId, [id], closed, found),
        { type: 'person_who_harms.asked_about', data: { personId: id, caseId } },
      ],
    }
  })

  command(contract.changePersonWhoHarms, async ({ tx, vault, actor, params, body, version, now }) => {
    const found = await lockPersonWhoHarms(tx, vault, params.personWhoHarmsId)
    const { id, caseId } = found.person
    sameVersion(version, found.person.version)
    refuse(whyNotChangeHarm(found.person, actor))
    const { sameName, ...facts } = body
    incomplete(harmFaults(facts))
    const names = namedAnew(found.person.facts, facts)
      ? await askedOfNamesakes(tx, caseId, facts, sameName)
      : noNamesake
    const { key } = found
    const closed = await closeToNamesakes(tx, vault, key, { caseId, ...names, now })
    const anew = await saveFacts(tx, vault, found, facts, names.found ? (sameName ?? null) : null, {
      ...actor,
      now,
    })
    return {
      reply: () => readPersonWhoHarms(tx, vault, id),
      audit: {
        ...{ caseId, subjectId: id, subject: 'person_who_harms' as const },
        changes: [{ field: 'state', from: 'recorded', to: 'changed' }],
      },
      events: [
        ...namesakeEvents(caseId, [id], closed, names.found),
        changedBy(actor.accountId, id, caseId),
        ...askedAnew(anew, id, caseId),
      ],
    }
  })

  command(contract.endPersonWhoHarms, async ({ tx, vault, actor, params, body, version, now }) => {
    const found = await lockPersonWhoHarms(tx, vault, params.personWhoHarmsId)
    const { id, caseId } = found.person
    sameVersion(version, found.person.version)
    refuse(whyNotChangeHarm(found.person, actor))
    await endPerson(tx, vault, found, body, { ...actor, now })
    return {
      reply: () => readPersonWhoHarms(tx, vault, id),
      audit: {
        ...{ caseId, subjectId: id, subject: 'person_who_harms' as const, key: found.key },
        changes: [{ field: 'state', from: 'recorded', to: body.as, reason: body.words }],
      },
      events: [changedBy(actor.accountId, id, caseId)],
    }
  })

  command(contract.restorePersonWhoHarms, async ({ tx, vault, actor, params, body, version, now }) => {
    const found = await lockPersonWhoHarms(tx, vault, params.personWhoHarmsId)
    const { id, caseId } = found.person
    sameVersion(version, found.person.version)
    const person = await readPersonWhoHarms(tx, vault, id)
    refuse(whyNotRestore(person, body.version, actor))
    const earlier = person.before.find((one) => one.version === body.version)
    if (!earlier) throw new Refusal('person_who_harms.no_such_version')
    const { sameName, words } = body
    const names = namedAgain(person, earlier)
      ? await askedOfNamesakes(tx, caseId, earlier.facts, sameName)
      : noNamesake
    const { key } = found
    const closed = await closeToNamesakes(tx, vault, key, { caseId, ...names, now })
    const said = names.found ? (sameName ?? null) : null
    const anew = await putBack(tx, vault, found, earlier, said, { ...actor, now })
    return {
      reply: () => readPersonWhoHarms(tx, vault, id),
      audit: {
        ...{ caseId, subjectId: id, subject: 'person_who_harms' as const, key },
        changes: [
          {
            field: 'state',
            from: person.ended ? person.ended.as : 'recorded',
            to: 'restored',
            reason: words,
          },
        ],
      },
      events: [
        ...namesakeEvents(caseId, [id], closed, names.found),
        changedBy(actor.accountId, id, caseId),
        ...askedAnew(anew, id, caseId),
      ],
    }
  })

  command(contract.nameWorker, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    await openOwnRecord(tx, vault, caseId)
    if (!(await worksAt(tx, body.accountId, actor.agencyId)))
      throw new Refusal('reference.unknown', [
        { pointer: '/accountId', code: 'unknown', detail: 'is nobody who works at your agency' },
      ])
    const { accountId } = body
    const named = await writeNaming(tx, { caseId, accountId, by: actor.accountId, now })
    return { reply: named, audit: { caseId, subjectId: named.id }, events: [] }
  })

  command(contract.endNaming, async ({ tx, actor, params, now }) => {
    const caseId = await endNamedWorker(tx, params.namedWorkerId, actor.accountId, now)
    return { reply: {}, audit: { caseId, subjectId: params.namedWorkerId }, events: [] }
  })

  query(contract.listConflictChecks, async ({ tx, vault }) => {
    const items = await readConflictChecks(tx, vault)
    return { reply: { items }, audit: { seen: items.map(({ caseId }) => caseId) } }
  })

  command(contract.answerConflict, async ({ tx, vault, actor, params, body, now }) => {
    const personId = params.personWhoHarmsId
    const { caseId, askedVersion, ended } = await readAsked(tx, personId)
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    refuse(whyNotAsk({ ended }))
    incomplete(conflictFaults(body))
    const { agencyId, accountId } = actor
    await writeAnswer(tx, vault, key, { personId, caseId, askedVersion }, body, { accountId, now })
    return {
      reply: { personId, caseId, answer: body.answer },
      audit: { caseId, subjectId: personId },
      events:
        body.answer === 'not_known'
          ? []
          : [{ type: 'conflict.answered', data: { personId, caseId, agencyId } }],
    }
  })

  command(contract.settleConflict, async ({ tx, vault, actor, params, body, now }) => {
    const { key, askedVersion } = await lockPersonWhoHarms(tx, vault, params.personWhoHarmsId)
    const person = await readPersonWhoHarms(tx, vault, params.personWhoHarmsId)
    const { id: personId, caseId } = person
    const { agencyId, words } = body
    refuse(whyNotAsk(person))
    refuse(
      whyNotSettle(
        person.conflicts.find((one) => one.agencyId === agencyId),
        actor,
      ),
    )
    await settleAnswer(tx, { personId, askedVersion, agencyId }, { ...actor, now })
    return {
      reply: () => readPersonWhoHarms(tx, vault, personId),
      audit: {
        ...{ caseId, subjectId: personId, subject: 'person_who_harms' as const, key },
        changes: [{ field: 'state', from: 'recorded', to: 'settled', reason: words }],
      },
      events: [],
    }
  })
}

const changedBy = (by: string, personId: string, caseId: string) => ({
  type: 'person_who_harms.changed' as const,
  data: { personId, caseId, by },
})

const askedAnew = (anew: boolean, personId: string, caseId: string) =>
  anew ? [{ type: 'person_who_harms.asked_about' as const, data: { personId, caseId } }] : []

const refuse = (refused: ReturnType<typeof whyNotChangeHarm>) => {
  if (refused) throw new Refusal(refused)
}

const incomplete = (faults: Fault[]) => {
  if (faults.length) throw new Refusal('answers.incomplete', faults)
}
