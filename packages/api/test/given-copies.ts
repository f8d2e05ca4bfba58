import * as contract from '@alongside/shared/documents/contract'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { beforeEach } from 'vitest'
import type { PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import { givenMeetings } from './given-meetings.ts'
import { openPdf, pagesOf } from './pages-of-pdf.ts'
import { openEastmarsh } from './world.ts'

/** A world with a calendar of meetings in which copies are made, handed out and fetched; nothing of them before each test. */
export async function openCopies() {
  const world = await openEastmarsh('2026-03-02T09:00:00Z')
  const { as, rows, clock } = world
  const meetings = await givenMeetings(world)
  beforeEach(async () => {
    clock.set('2026-03-02T09:00:00Z')
    for (const table of ['copy_downloads', 'copy_moves', 'document_copies'])
      await rows(`DELETE FROM ${table}`)
    await rows('UPDATE meetings SET pack_circulated_at = NULL')
    await meetings.startOver()
  })

  const make = (who: PersonName, meetingId: string, kind: DocumentKind, paperFor?: string) =>
    done(as[who], contract.registerCopy, { body: { meetingId, kind, ...(paperFor && { paperFor }) } })
  const accountOf = async (name: string) =>
    (
      await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [`${name}@alongside.example`])
    )[0]!.id

  /** The file, and the words of each of its pages. */
  async function download(who: PersonName, copyId: string) {
    const { bytes } = await done(as[who], contract.downloadCopy, { params: { copyId } })
    const pdf = await openPdf(bytes as Uint8Array)
    const pages = await pagesOf(bytes as Uint8Array)
    const [marked, { info }] = [await pdf.getMarkInfo(), await pdf.getMetadata()]
    const structure = await (await pdf.getPage(1)).getStructTree()
    return {
      pages,
      text: pages.join(' '),
      marked,
      info: info as { Title?: string; Language?: string },
      structure,
      bytes,
    }
  }

  return { world, as, rows, clock, ...meetings, make, accountOf, download }
}

/** What a refusal leaves as it was. */
export const copyTables = ['document_copies', 'copy_moves', 'copy_downloads', 'meetings']
