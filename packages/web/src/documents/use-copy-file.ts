import { downloadCopy } from '@alongside/shared/documents/addresses'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { documentWords } from '@alongside/shared/documents/words'
import { useQueryClient } from '@tanstack/react-query'
import { download } from '../client/session.ts'
import { useDownload } from '../sending/use-download.ts'

/** Makes a registered copy into a file and hands it to the browser; what is under way is said in words. */
export function useCopyFile() {
  const queries = useQueryClient()
  const { fetchIt, making, ...file } = useDownload<'copy'>()
  return {
    ...file,
    making: making !== null,
    fetchIt: async ({ id, kind }: { id: string; kind: DocumentKind }) => {
      await fetchIt('copy', () => download(downloadCopy, { copyId: id }), {
        making: `Making the ${documentWords[kind]}. A long pack takes some seconds.`,
        made: `The ${documentWords[kind]} is in your downloads.`,
      })
      void queries.invalidateQueries({ queryKey: ['Documents'] })
    },
  }
}
