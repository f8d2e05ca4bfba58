import { isAsDistributed } from '@alongside/shared/minutes/canonical'
import type { Minutes } from '@alongside/shared/minutes/contract'
import { useEffect, useState } from 'react'

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether what is shown is what was distributed, computed here and not taken on trust; undefined until it is known. */
export function useVerified(minutes: Minutes): boolean | undefined {
  const [found, setFound] = useState<{ of: Minutes; verified: boolean } | null>(null)
  useEffect(() => {
    let current = true
    void isAsDistributed(minutes, sha256).then((verified) => {
      if (current) setFound({ of: minutes, verified })
    })
    return () => {
      current = false
    }
  }, [minutes])
  return found?.of === minutes ? found.verified : undefined
}
