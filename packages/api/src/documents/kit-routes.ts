import * as contract from '@alongside/shared/documents/kit-contract'
import { kitFiles, kitParts } from '@alongside/shared/documents/kit-values'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'

/** OPS-4: what a lead keeps outside the product for when it is down. */
export const kitRoutes: FastifyPluginAsync = async (app) => {
  const { query } = operations(app)

  query(contract.readDowntimeKit, async ({ tx }) => {
    const { rows } = await tx.$client.query<contract.DowntimePaper>({
      name: 'downtime-kit',
      text: `SELECT part, made_at AS "madeAt" FROM downtime_papers WHERE partnership_id = app.partnership_id()
        ORDER BY array_position($1, part)`,
      values: [kitParts],
    })
    return { reply: { items: rows } }
  })

  query(contract.downloadDowntimePaper, async ({ tx, params: { part } }) => {
    const { rows } = await tx.$client.query<{ pdf: Buffer }>({
      name: 'downtime-paper',
      text: 'SELECT pdf FROM downtime_papers WHERE partnership_id = app.partnership_id() AND part = $1',
      values: [part],
    })
    const [paper] = rows
    if (!paper) throw new Refusal('not_found')
    return { reply: { name: kitFiles[part], bytes: async () => paper.pdf }, audit: {} }
  })
}
