import type { MouseEvent } from 'react'

type Props = { target?: string; children?: string }

/** Moves the focus itself, so that the router never takes the hash for an address. */
export function SkipLink({ target = 'content', children = 'Skip to main content' }: Props) {
  const skip = (event: MouseEvent) => {
    event.preventDefault()
    document.getElementById(target)?.focus()
  }
  return (
    <a href={`#${target}`} className="govuk-skip-link" onClick={skip}>
      {children}
    </a>
  )
}
