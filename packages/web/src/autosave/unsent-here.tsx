import { useEffect, useState } from 'react'
import { device, type OnDevice } from './device.ts'
import { open } from './open.ts'

/**
 * REF-12: beside where a form or a draft is opened: that unsent words of hers wait in it on this device, and where. `under`: the address of what the
 * page is about, or of everything. What is open on this page speaks for itself.
 */
export function UnsentHere({ under }: { under: string }) {
  const unsent = useUnsent(under)
  if (unsent.length === 0) return null
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">Unsent words are kept on this device:</p>
      <ul className="govuk-list">
        {unsent.map(({ name, title, path, parts }) => (
          <li key={name}>
            <a href={path} className="govuk-link">
              {title}
            </a>
            {parts.length > 0 && `: ${parts.join(', ')}`}
          </li>
        ))}
      </ul>
    </div>
  )
}

type Unsent = OnDevice & { name: string }

function useUnsent(under: string): Unsent[] {
  const [unsent, setUnsent] = useState<Unsent[]>([])
  useEffect(() => {
    let left = false
    of(under).then(
      (kept) => left || setUnsent(kept),
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [under])
  return unsent
}

async function of(under: string): Promise<Unsent[]> {
  const kept = await device().everything()
  const here = new Set([...open].map(({ name }) => name))
  const latest = new Map(
    kept.filter(({ name, path }) => path.startsWith(under) && !here.has(name)).map((one) => [one.name, one]),
  )
  return [...latest.values()]
}
