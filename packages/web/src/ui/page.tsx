import { type ReactNode, useEffect, useRef } from 'react'

type Props = {
  /** For the tab and the browser's history, which others may see: "Referral", never a name. */
  title: string
  /** The h1. Left out when a label, a legend or a Panel inside is the h1. */
  heading?: ReactNode
  /** A few words above the heading, such as the case's reference. */
  caption?: ReactNode
  children: ReactNode
}

let lastShown: string | undefined

/**
 * One page: sets the tab's title and moves the focus to the h1 after a navigation. Not on the first load, where
 * the browser begins at the top by itself, nor when only the query of the address changed.
 */
export function Page({ title, heading, caption, children }: Props) {
  const page = useRef<HTMLDivElement>(null)

  useEffect(() => {
    document.title = `${title} – Alongside`
  }, [title])

  useEffect(() => {
    const { pathname } = window.location
    const navigated = lastShown !== undefined && lastShown !== pathname
    lastShown = pathname
    if (!navigated) return
    const h1 = page.current?.querySelector('h1')
    if (!h1) return
    h1.tabIndex = -1
    h1.focus()
  }, [])

  return (
    <div ref={page} className="app-page">
      {caption != null && <span className="govuk-caption-l">{caption}</span>}
      {heading != null && <h1 className="govuk-heading-l">{heading}</h1>}
      {children}
    </div>
  )
}
