import { downloadCopy } from '@alongside/shared/documents/addresses'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { documentWords } from '@alongside/shared/documents/words'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { download } from '../client/session.ts'

/** Makes a registered copy into a file and hands it to the browser; what is under way is said in words. */
export function useCopyFile() {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Error | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [making, setMaking] = useState(false)
  const [said, setSaid] = useState('')

  async function fetchIt({ id, kind }: { id: string; kind: DocumentKind }) {
    setProblem(null)
    setMaking(true)
    setSaid(`Making the ${documentWords[kind]}. A long pack takes some seconds.`)
    try {
      await download(downloadCopy, { copyId: id })
      setSaid(`The ${documentWords[kind]} is in your downloads.`)
    } catch (error) {
      setSaid('')
      setProblem(error as Error)
      setAttempt((before) => before + 1)
    } finally {
      setMaking(false)
      void queries.invalidateQueries({ queryKey: ['Documents'] })
    }
  }

  return { fetchIt, making, said, problem, attempt }
}
