import { herPapers } from '@alongside/shared/consent/papers'
import * as contract from '@alongside/shared/consent/papers-contract'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'
import { readPartnership } from '../partnerships/queries.ts'
import { formForHer, sheetForHer } from './for-her.ts'
import { newCopyNumber } from './queries.ts'

/** CON-1: what she is given on paper. It is blank, so that nothing of anybody is in it. */
export const forHerRoutes: FastifyPluginAsync = async (app) => {
  const { query } = operations(app)
  const { press } = app

  query(contract.printInformationSheet, async ({ query: { language = 'en' }, now }) => {
    press.mustHaveRoom()
    const order = sheetForHer(herPapers[language].sheet, language, now)
    return { reply: { name: 'your-choice.pdf', bytes: () => press.print(order) } }
  })

  query(contract.printConsentForm, async ({ tx, query: { language = 'en' }, now }) => {
    press.mustHaveRoom()
    const { agencies } = await readPartnership(tx, now)
    const number = newCopyNumber()
    const order = formForHer(language, agencies, { number, now })
    return { reply: { name: `my-choice-${number}.pdf`, bytes: () => press.print(order) } }
  })
}
