import type { Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { file, query } from '../contract.ts'
import { Choice, Closed, Instant, ListOf } from '../scalars.ts'
import * as at from './kit-addresses.ts'
import { kitParts } from './kit-values.ts'

const Part = Choice(kitParts, { $id: 'DowntimePart' })

const DowntimePaper = Closed({ part: Part, madeAt: Instant }, { $id: 'DowntimePaper' })
export type DowntimePaper = Static<typeof DowntimePaper>

export const readDowntimeKit = query(at.readDowntimeKit, {
  summary: 'The papers with which one goes on while Alongside is down, and when they were last made (OPS-4)',
  description:
    'Made anew each night. Empty before the first. Nothing about anybody who is supported is in them: numbers of staff, and blank forms.',
  reply: Closed({ items: ListOf(DowntimePaper, kitParts.length) }, { $id: 'DowntimeKit' }),
  audit: noCaseData,
})

export const downloadDowntimePaper = file(at.downloadDowntimePaper, {
  summary: 'One of these papers as tagged PDF, as it was last made',
  params: { part: Part },
  audit: 'kit.downloaded',
})
