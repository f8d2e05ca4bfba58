import type { ReactNode } from 'react'
import { SkipLink } from '../ui/skip-link.tsx'

type Props = {
  /** Known only after an invitation or a single sign-on; never guessed from the address. */
  partnership?: string
  footer?: ReactNode
  children: ReactNode
}

/** The frame of sign-in and of pages that need no account: one narrow column, nothing to navigate. */
export function PublicLayout({ partnership, footer, children }: Props) {
  return (
    <div className="app-layout">
      <SkipLink />
      <header className="app-header">
        <div className="govuk-width-container app-header__row">
          <div className="app-header__names">
            <span className="app-header__product">Alongside</span>
            {partnership !== undefined && <span className="app-header__partnership">{partnership}</span>}
          </div>
        </div>
      </header>
      <div className="govuk-width-container app-layout__body">
        <main className="govuk-main-wrapper app-narrow" id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      {footer != null && (
        <footer className="app-footer">
          <div className="govuk-width-container">{footer}</div>
        </footer>
      )}
    </div>
  )
}
