import { type ReactNode, useId, useState } from 'react'
import { BlankScreen } from '../ui/blank-screen.tsx'
import { classes } from '../ui/classes.ts'
import { type LinkElement, styledLink } from '../ui/link.ts'
import { SkipLink } from '../ui/skip-link.tsx'

type Props = {
  /** The partnership's name, beside the product's. */
  partnership: string
  /** A link to the landing page, whose text is the product's name: `<Link to="/">Alongside</Link>`. */
  home: LinkElement
  navigation: { link: LinkElement; current?: boolean }[]
  search?: ReactNode
  /** Notifications, whose account it is, sign out. */
  account?: ReactNode
  /** A stripe above the content: "Demo data", "You are offline". */
  notice?: ReactNode
  /** What stands between the header and the page: IdentityBar, BackLink, Breadcrumbs. */
  before?: ReactNode
  /** Links of the footer: "Report a breach", "Help". */
  footer?: ReactNode
  children: ReactNode
}

/** The frame of every page behind sign-in. */
export function AppLayout(props: Props) {
  const { partnership, home, navigation, search, account, notice, before, footer, children } = props
  return (
    <div className="app-layout">
      <SkipLink />
      <header className="app-header">
        <div className="govuk-width-container app-header__row">
          <div className="app-header__names">
            {styledLink(home, 'app-header__product')}
            <span className="app-header__partnership">{partnership}</span>
          </div>
          {search != null && <div className="app-header__search">{search}</div>}
          <div className="app-header__account">
            {account}
            <BlankScreen />
          </div>
        </div>
        <ServiceNavigation items={navigation} />
      </header>
      {notice != null && (
        <section className="app-notice" aria-label="Notice">
          <div className="govuk-width-container">{notice}</div>
        </section>
      )}
      <div className="govuk-width-container app-layout__body">
        {before}
        <main className="govuk-main-wrapper" id="content" tabIndex={-1}>
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

function ServiceNavigation({ items }: { items: Props['navigation'] }) {
  const [open, setOpen] = useState(false)
  const listId = useId()
  return (
    <div className="app-navigation">
      <nav className="govuk-width-container" aria-label="Main">
        <button
          type="button"
          className="app-navigation__toggle"
          aria-expanded={open}
          aria-controls={listId}
          onClick={() => setOpen(!open)}
        >
          Menu
        </button>
        <ul id={listId} className={classes('app-navigation__list', open && 'app-navigation__list--open')}>
          {items.map(({ link, current }, index) => (
            <li className="app-navigation__item" key={index}>
              {styledLink(link, 'app-navigation__link', {
                ...(current ? { 'aria-current': 'page' } : {}),
                onClick: (event) => {
                  link.props.onClick?.(event)
                  setOpen(false)
                },
              })}
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}
