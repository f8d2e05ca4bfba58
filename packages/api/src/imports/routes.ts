import { templateOf } from '@alongside/shared/imports/columns'
import * as contract from '@alongside/shared/imports/contract'
import { whyNotStartImport, whyNotUndoImport } from '@alongside/shared/imports/kinds'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { occasionOf } from '../http/gate.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { mustCoordinate } from '../meetings/queries.ts'
import { readPartnership } from '../partnerships/queries.ts'
import { checkImport } from './check.ts'
import { keepUpload, lockImport, markStarted, readImport, readImports, takeBack } from './queries.ts'
import { importsInBackground } from './run.ts'

/** A partnership's own spreadsheets: tried first, then imported whole or not at all, and undone while nothing has changed. */
export const importRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)
  const background = importsInBackground(app.services, app.log)
  app.addHook('preClose', () => background.stop())

  query(contract.listImports, async ({ tx, vault }) => ({ reply: { items: await readImports(tx, vault) } }))

  query(contract.readImport, async ({ tx, vault, params }) => ({
    reply: await readImport(tx, vault, params.importId),
  }))

  query(contract.readImportTemplate, async ({ tx, query: { kind }, now }) => {
    const { agencies, ruleSet } = await readPartnership(tx, now)
    const bytes = Buffer.from(templateOf(kind, { agencies, ruleSet }))
    return { reply: { name: `${kind}.csv`, bytes } }
  })

  command(contract.uploadImport, async ({ tx, vault, actor, body, now }) => {
    await mustCoordinate(tx)
    const { kind, csv } = body
    const { checked } = await checkImport(tx, vault, { kind, csv, now, actor })
    const id = await keepUpload(tx, vault, { kind, csv, checked, accountId: actor.accountId, now })
    return { reply: await readImport(tx, vault, id), audit: { subjectId: id }, events: [] }
  })

  command(contract.startImport, async ({ tx, vault, actor, params, version, now, request }) => {
    const { id, state, ...held } = await lockImport(tx, vault, params.importId)
    sameVersion(version, held.version)
    const refused = whyNotStartImport(state)
    if (refused) throw new Refusal(refused)
    await markStarted(tx, id, now)
    return {
      reply: await readImport(tx, vault, id),
      audit: { subjectId: id },
      events: [],
      afterwards: () => background.begin(actor, occasionOf(request, actor, now), id),
    }
  })

  command(contract.undoImport, async ({ tx, vault, params, version, now }) => {
    const { id, state, ...held } = await lockImport(tx, vault, params.importId)
    sameVersion(version, held.version)
    const refused = whyNotUndoImport(state)
    if (refused) throw new Refusal(refused)
    const changed = await takeBack(tx, id, now)
    if (changed.length) throw new Refusal('import.changed_since', changed.slice(0, 100).map(faultOf))
    return { reply: await readImport(tx, vault, id), audit: { subjectId: id }, events: [] }
  })
}

const words: Record<string, string> = {
  agencies: 'the agency was changed',
  memberships: 'the agency has members now',
  place_offers: 'the invitation was answered or sent again, or somebody else is invited',
  agreement_signatures: 'the agency has signed an agreement',
  cases: 'the case was changed',
  referrals: 'the referral was changed, or there is a new one',
  consents: 'consent was recorded, withdrawn or has ended',
  sharing_grants: 'who may see the case was changed',
  limits: 'a limit of hers was recorded, confirmed or lifted',
  without_consents: 'sharing without consent was recorded',
  actions: 'an action was changed, or agreed',
  agenda_items: 'the case is on an agenda',
  flags: 'a flag was asked for',
  voices: 'her words were recorded',
  emergency_accesses: 'somebody took emergency access',
}

const faultOf = ({ what, rowNumber }: { what: string; rowNumber: number }) => ({
  pointer: `/rows/${rowNumber}`,
  code: 'changed',
  detail: `Row ${rowNumber}: ${words[what] ?? 'something was added to the case'}`,
})
