import * as contract from '@alongside/shared/plan/contract'
import {
  isOpen,
  isSeenByAllOf,
  isStanding,
  lineFaults,
  lookAgainBy,
  redRiskFaults,
  reviewBy,
  whyNotAddStep,
  whyNotAgree,
  whyNotAmend,
  whyNotLimit,
  whyNotLookAt,
} from '@alongside/shared/plan/rules'
import type { NewPlanLine, PlanWording } from '@alongside/shared/plan/schema'
import type { PlanMove, PlanState } from '@alongside/shared/plan/values'
import { type Fault, type ProblemCode, Refusal } from '@alongside/shared/problems'
import type { Light } from '@alongside/shared/traffic-light/schema'
import type { FastifyPluginAsync } from 'fastify'
import { keepAction, mustCome, unknownOwners } from '../actions/agreeing.ts'
import { openCase, openOwnRecord } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { localToday } from '../meetings/queries.ts'
import { readPartnership } from '../partnerships/queries.ts'
import { keepHistory } from '../room/ending-items.ts'
import { itemToChair, readMayAct } from '../room/item.ts'
import type { Vault } from '../vault.ts'
import { type Amending, amendLine, beginLine, readAmendments } from './amending.ts'
import { orderHerCopy } from './her-copy.ts'
import { type HeldLine, isWithheld, lightOf, lockLine, readLine, readLines } from './queries.ts'

/** PLN-1: one living plan a case. */
export const planRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readPlan, async ({ tx, vault, params: { caseId } }) => {
    await openOwnRecord(tx, vault, caseId)
    const [lines, withheld] = await Promise.all([readLines(tx, vault, caseId), isWithheld(tx, caseId)])
    const amendments = await readAmendments(tx, vault, { caseId, lines: lines.map(({ id }) => id) })
    const joined = new Set(lines.map((line) => line.caseId).filter((id) => id !== caseId))
    return {
      reply: { caseId, withheld, reviewBy: reviewBy(lines), lines, amendments },
      audit: { caseId, subjectId: caseId, ...(joined.size > 0 && { seen: [...joined] }) },
    }
  })

  query(contract.printPlanCopy, async ({ tx, vault, params: { caseId }, now }) => {
    app.press.mustHaveRoom()
    await openOwnRecord(tx, vault, caseId)
    const lines = await readLines(tx, vault, caseId)
    const order = await orderHerCopy(tx, vault, { caseId, lines, now })
    return {
      reply: { name: 'what-we-agreed.pdf', bytes: () => app.press.print(order) },
      audit: { caseId, subjectId: caseId },
    }
  })

  command(contract.proposePlanLine, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key, light } = await openOwnRecord(tx, vault, caseId, true)
    const { limitedTo = [], ...said } = body
    const wording = { ...newWording(said, 'proposed'), limitedTo: [...new Set(limitedTo)] }
    await mustStand(tx, wording, { caseId, light, now, agencyId: actor.agencyId })
    const amending = { tx, vault, actor, now, caseId, key, itemId: null, why: null }
    const { lineId } = await beginLine(amending, 'proposed', wording)
    return {
      reply: await readLine(tx, vault, lineId),
      ofCase: caseId,
      audit: traceOf(lineId, caseId, wording, null),
      // Of what is limited nobody outside hears that it is.
      events: limitedTo.length > 0 ? [] : [{ type: 'plan.proposed', data: { caseId, lineId } }],
    }
  })

  command(contract.addPlanLine, async ({ tx, vault, actor, params, body, now }) => {
    const item = await itemToChair(tx, vault, actor, params.itemId, 'write')
    const { caseId, key } = item
    const light = await lightOf(tx, caseId)
    const today = await localToday(tx, now)
    const first = newWording(body, 'agreed')
    const wording = { ...first, lookAgainOn: first.lookAgainOn ?? lookAgainBy(today, first.part, light) }
    const { firstStep } = body
    mustOwnRisk({ ...wording, steps: [], firstStep }, light)
    await mustStand(tx, wording, { caseId, light, now, agencyId: actor.agencyId })
    if (firstStep && !wording.leadAgencyId)
      throw new Refusal('request.invalid', [
        { pointer: '/leadAgencyId', code: 'missing', detail: 'choose the agency whose step it is' },
      ])
    if (firstStep) mustCome(firstStep.dueOn, today, '/firstStep/dueOn')
    const amending = { tx, vault, actor, now, caseId, key, itemId: item.id, why: null }
    const { lineId } = await beginLine(amending, 'added', wording)
    const begun =
      firstStep && wording.leadAgencyId
        ? await keepAction(tx, vault, await readPartnership(tx, now), {
            ...{ ...firstStep, why: wording.words, planLineId: lineId, ownerAgencyId: wording.leadAgencyId },
            ...{ caseId, key, agendaItemId: item.id, meetingId: item.meetingId, now },
          })
        : null
    if (begun)
      await keepHistory(
        { tx, actor, now },
        item,
        begun.changes.map((change) => ({ ...change, subject: 'action', id: begun.action.id })),
      )
    return {
      reply: await readLine(tx, vault, lineId),
      audit: traceOf(lineId, caseId, wording, null),
      events: begun
        ? [
            {
              type: 'action.agreed',
              data: {
                ...{ actionId: begun.action.id, caseId, meetingId: item.meetingId, ownerAccountId: null },
                ownerAgencyId: begun.action.ownerAgencyId,
              },
            },
          ]
        : [],
    }
  })

  command(contract.addPlanStep, async ({ tx, vault, actor, params, body, now }) => {
    const { line, key } = await lockLine(tx, vault, params.lineId)
    const { caseId } = line
    const refused = whyNotAddStep(line, actor, body.ownerAgencyId)
    if (refused) throw new Refusal(refused)
    await openCase(tx, vault, caseId, true)
    if (await isWithheld(tx, caseId)) throw new Refusal('item.basis_missing')
    mustCome(body.dueOn, await localToday(tx, now))
    const partnership = await readPartnership(tx, now)
    const unknown = await unknownOwners(tx, partnership, caseId, body)
    if (unknown.length > 0) throw new Refusal('reference.unknown', unknown)
    const { action, changes } = await keepAction(tx, vault, partnership, {
      ...{ ...body, why: body.why?.trim() ? body.why : line.words, planLineId: line.id },
      ...{ caseId, key, agendaItemId: null, meetingId: null, now },
    })
    return {
      reply: await readLine(tx, vault, line.id),
      audit: { subject: 'action', subjectId: action.id, caseId, changes },
      events: [
        { type: 'step.offered', data: { actionId: action.id, caseId, ownerAgencyId: action.ownerAgencyId } },
      ],
    }
  })

  command(contract.changePlanLine, async ({ tx, vault, actor, params, body, version, now }) => {
    const { agendaItemId, why, ...said } = body
    const held = await lineToMove(tx, vault, actor, params.lineId, { agendaItemId, why }, whyNotAmend)
    sameVersion(version, held.line.version)
    const { line, light } = held
    const state: PlanState = isStanding(line) ? 'changed' : line.state
    const wording = { ...line, ...given(said), state }
    // A step is asked for as it is agreed; one that is done takes none of its words away.
    if (isStanding(line)) mustOwnRisk({ ...wording, firstStep: true }, light)
    await mustStand(tx, wording, { caseId: line.caseId, light, now, agencyId: actor.agencyId })
    return moved(held, actor, { tx, vault, now, agendaItemId, why }, 'changed', { ...given(said), state })
  })

  command(contract.agreePlanLine, async ({ tx, vault, actor, params, body, version, now }) => {
    const held = await lineToMove(tx, vault, actor, params.lineId, body, whyNotAgree)
    sameVersion(version, held.line.version)
    const today = await localToday(tx, now)
    const by = lookAgainBy(today, held.line.part, held.light)
    const { lookAgainOn } = held.line
    const again = lookAgainOn && lookAgainOn >= today && lookAgainOn <= by ? lookAgainOn : by
    return moved(held, actor, { tx, vault, now, ...body }, 'agreed', { state: 'agreed', lookAgainOn: again })
  })

  command(contract.endPlanLine, async ({ tx, vault, actor, params, body, version, now }) => {
    const held = await lineToMove(tx, vault, actor, params.lineId, body, whyNotAmend)
    sameVersion(version, held.line.version)
    const { how, because, replacedById } = body
    if (how === 'ended' && !because?.trim())
      throw new Refusal('request.invalid', [
        { pointer: '/because', code: 'missing', detail: 'say why it ends' },
      ])
    if (how !== 'replaced' && replacedById)
      throw new Refusal('request.invalid', [
        {
          pointer: '/replacedById',
          code: 'contradiction',
          detail: 'only a line that is replaced names another',
        },
      ])
    if (how === 'replaced') await mustReplace(tx, vault, held, replacedById)
    return moved(held, actor, { tx, vault, now, ...body }, how, {
      ...{ state: how, because: because?.trim() ? because : null, lookAgainOn: null },
      ...(how === 'replaced' && replacedById && { replacedById }),
    })
  })

  command(contract.lookAtPlanLine, async ({ tx, vault, actor, params, body, version, now }) => {
    const held = await lineToMove(tx, vault, actor, params.lineId, body, whyNotLookAt)
    sameVersion(version, held.line.version)
    const { line, light } = held
    const lookAgainOn = body.lookAgainOn ?? lookAgainBy(await localToday(tx, now), line.part, light)
    await mustStand(
      tx,
      { ...line, lookAgainOn },
      { caseId: line.caseId, light, now, agencyId: actor.agencyId },
    )
    return moved(held, actor, { tx, vault, now, ...body }, 'changed', { lookAgainOn })
  })

  command(contract.limitPlanLine, async ({ tx, vault, actor, params, body, version, now }) => {
    const held = await lockLine(tx, vault, params.lineId)
    const limitedTo = [...new Set(body.limitedTo)]
    const refused = whyNotLimit(held.line, actor, limitedTo)
    if (refused) throw new Refusal(refused)
    sameVersion(version, held.line.version)
    const { line, light } = held
    await mustStand(
      tx,
      { ...line, limitedTo, lookAgainOn: null },
      { caseId: line.caseId, light, now, agencyId: actor.agencyId },
    )
    return moved(held, actor, { tx, vault, now, why: body.why }, 'changed', { limitedTo })
  })
}

const newWording = (said: NewPlanLine, state: PlanState): PlanWording => ({
  part: said.part,
  area: said.area ?? null,
  words: said.words,
  herWords: said.herWords?.trim() ? said.herWords : null,
  herWordsOn: said.herWordsOn ?? null,
  forHer: said.forHer?.trim() ? said.forHer : null,
  state,
  leadAgencyId: said.leadAgencyId ?? null,
  limitedTo: [],
  lookAgainOn: said.lookAgainOn ?? null,
  because: null,
})

/** The parts that were named; her words taken away are none. */
const given = <Said extends { herWords?: string; forHer?: string }>({ herWords, forHer, ...said }: Said) => ({
  ...said,
  ...(forHer !== undefined && { forHer: forHer.trim() ? forHer : null }),
  ...(herWords !== undefined && { herWords: herWords.trim() ? herWords : null }),
})

interface Standing {
  caseId: string
  light: Light | null
  now: string
  agencyId: string
}

/** @throws Refusal request.invalid · reference.unknown */
async function mustStand(
  tx: Tx,
  wording: PlanWording,
  { caseId, light, now, agencyId }: Standing,
): Promise<void> {
  const faults = lineFaults(wording, { today: await localToday(tx, now), light })
  if (wording.limitedTo.length > 0 && !wording.limitedTo.includes(agencyId))
    faults.push({ pointer: '/limitedTo', code: 'invalid', detail: 'leaves out your own agency' })
  if (faults.length > 0) throw new Refusal('request.invalid', faults)
  const mayAct = await readMayAct(tx, caseId)
  const unknown = (pointer: string): Fault => ({
    ...{ pointer, code: 'no_basis', detail: 'may not see this case: choose an agency that may' },
  })
  const notTheirs = wording.limitedTo.flatMap((id, at) =>
    mayAct.includes(id) ? [] : [unknown(`/limitedTo/${at}`)],
  )
  const { leadAgencyId, limitedTo } = wording
  if (leadAgencyId && !mayAct.includes(leadAgencyId)) notTheirs.push(unknown('/leadAgencyId'))
  else if (leadAgencyId && limitedTo.length > 0 && !limitedTo.includes(leadAgencyId))
    notTheirs.push({ pointer: '/leadAgencyId', code: 'no_basis', detail: 'does not see this line' })
  if (notTheirs.length > 0) throw new Refusal('reference.unknown', notTheirs)
}

interface Where {
  agendaItemId?: string | undefined
  why?: string | undefined
}

type Rule = typeof whyNotLookAt

/** @throws Refusal request.invalid: a risk while her light is red without who leads it, or its first step (PLN-1) */
function mustOwnRisk(line: Parameters<typeof redRiskFaults>[0], light: Light | null): void {
  const faults = redRiskFaults(line, light)
  if (faults.length > 0) throw new Refusal('request.invalid', faults)
}

/**
 * The line, held, for who may do that with it: in the room whoever chairs its item, which is held first, as everywhere. Between
 * meetings what was agreed changes with the reason, and who agreed to it. @throws Refusal what the rule says
 */
async function lineToMove(
  tx: Tx,
  vault: Vault,
  actor: Member,
  lineId: string,
  { agendaItemId, why }: Where,
  rule: (...asked: Parameters<Rule>) => ProblemCode | null,
): Promise<HeldLine> {
  const seen = await readLine(tx, vault, lineId)
  if (agendaItemId) {
    const item = await itemToChair(tx, vault, actor, agendaItemId, 'write')
    // Of another file of hers the meeting reads the plan; it amends the one of its item.
    if (item.caseId !== seen.caseId)
      throw new Refusal('reference.unknown', [
        { pointer: '/agendaItemId', code: 'unknown', detail: 'is the item of another case' },
      ])
  }
  const held = await lockLine(tx, vault, lineId)
  const refused = rule(held.line, { ...actor, inRoom: agendaItemId !== undefined }, held.light)
  if (refused) throw new Refusal(refused)
  const agreed = rule === whyNotAgree || isStanding(held.line)
  if (!agendaItemId && agreed && !why?.trim())
    throw new Refusal('request.invalid', [
      { pointer: '/why', code: 'missing', detail: 'say why, and who of the leading agency agreed' },
    ])
  return held
}

/** @throws Refusal reference.unknown: not another line of that plan which is open */
async function mustReplace(tx: Tx, vault: Vault, { line }: HeldLine, by: string | undefined): Promise<void> {
  const others = await readLines(tx, vault, line.caseId)
  const replacing = others.find(
    (one) => one.id === by && one.id !== line.id && one.caseId === line.caseId && isOpen(one),
  )
  if (replacing && isSeenByAllOf(line, replacing)) return
  throw new Refusal('reference.unknown', [
    {
      pointer: '/replacedById',
      code: 'unknown',
      detail: 'is not another line of this plan that stands, and that everybody sees who sees this one',
    },
  ])
}

async function moved(
  { line, key }: HeldLine,
  actor: Member,
  { tx, vault, now, agendaItemId, why }: Where & Pick<Amending, 'tx' | 'vault' | 'now'>,
  move: PlanMove,
  change: Partial<PlanWording> & { replacedById?: string },
) {
  const { caseId } = line
  const itemId = agendaItemId ?? null
  const amending = { tx, vault, actor, now, caseId, key, itemId, why: why ?? null }
  const amendmentId = await amendLine(amending, line, move, change)
  const reply = await readLine(tx, vault, line.id)
  const agreed = isStanding(line) || isStanding(reply)
  const told = itemId === null && agreed && line.limitedTo.length === 0 && reply.limitedTo.length === 0
  const data = { caseId, amendmentId, agendaItemId: itemId, byAccountId: actor.accountId }
  return {
    reply,
    ofCase: caseId,
    audit: traceOf(
      line.id,
      caseId,
      { ...reply, limitedTo: [...line.limitedTo, ...reply.limitedTo] },
      line.state,
    ),
    events: told ? [{ type: 'plan.amended' as const, data }] : [],
  }
}

/** Of what is limited nothing stands in what everybody reads of the case: not in its history, nor in who has looked. */
const traceOf = (
  lineId: string,
  caseId: string,
  { state, limitedTo }: Pick<PlanWording, 'state' | 'limitedTo'>,
  from: PlanState | null,
) =>
  limitedTo.length > 0
    ? { subjectId: lineId }
    : {
        subject: 'plan_line' as const,
        subjectId: lineId,
        caseId,
        changes: state === from ? [] : [{ field: 'state' as const, from, to: state }],
      }
