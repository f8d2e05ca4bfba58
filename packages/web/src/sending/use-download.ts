import { useState } from 'react'

interface Words {
  /** While it is made; a short one need not say it. */
  making?: string
  made: string
}

/** A file that is made and handed to the browser: which of a page's is being made, what is said of it in words, and why it did not come. */
export function useDownload<Which extends string>() {
  const [making, setMaking] = useState<Which | null>(null)
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState<Error | null>(null)
  const [attempt, setAttempt] = useState(0)

  async function fetchIt(which: Which, fetching: () => Promise<void>, words: Words) {
    setProblem(null)
    setMaking(which)
    setSaid(words.making ?? '')
    try {
      await fetching()
      setSaid(words.made)
    } catch (error) {
      setSaid('')
      setProblem(error as Error)
      setAttempt((before) => before + 1)
    } finally {
      setMaking(null)
    }
  }

  return { fetchIt, making, said, problem, attempt }
}
