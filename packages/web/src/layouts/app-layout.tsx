import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
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
          {navigation.length > 0 && <Navigation items={navigation} />}
          {search != null && <Search>{search}</Search>}
          <div className="app-header__account">
            {account}
            <BlankScreen />
          </div>
        </div>
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

/** So many stand beside the name on a wide screen, so many under the thumb on a narrow one; the rest is behind "More". */
const wide = 5
const narrow = 4

function Navigation({ items }: { items: Props['navigation'] }) {
  const [open, setOpen] = useState(false)
  const restId = useId()
  const nav = useRef<HTMLElement>(null)
  const more = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return undefined
    const close = (event: Event) => {
      const elsewhere = event.target instanceof Node && !nav.current?.contains(event.target)
      const escaped = event instanceof KeyboardEvent && event.key === 'Escape'
      if (elsewhere || escaped) setOpen(false)
      if (escaped) more.current?.focus()
    }
    window.addEventListener('pointerdown', close)
    window.addEventListener('focusin', close)
    window.addEventListener('keydown', close)
    return () => {
      window.removeEventListener('pointerdown', close)
      window.removeEventListener('focusin', close)
      window.removeEventListener('keydown', close)
    }
  }, [open])
  const shown = ({ link, current }: Props['navigation'][number], index: number, className = '') => (
    <li className={classes('app-navigation__item', className)} key={index}>
      {styledLink(link, 'app-navigation__link', {
        ...(current ? { 'aria-current': 'page' } : {}),
        onClick: (event) => {
          link.props.onClick?.(event)
          setOpen(false)
        },
      })}
    </li>
  )
  return (
    <nav className="app-navigation" aria-label="Main" ref={nav}>
      <ul className="app-navigation__list">
        {items
          .slice(0, wide)
          .map((item, index) => shown(item, index, index < narrow ? '' : 'app-navigation__item--wide'))}
        {items.length > narrow && (
          <li
            className={classes(
              'app-navigation__item',
              items.length <= wide && 'app-navigation__item--narrow',
            )}
          >
            <button
              type="button"
              className="app-navigation__more"
              ref={more}
              aria-expanded={open}
              aria-controls={restId}
              onClick={() => setOpen(!open)}
            >
              More
            </button>
            <ul id={restId} className="app-navigation__rest" hidden={!open}>
              {items
                .slice(narrow)
                .map((item, index) =>
                  shown(item, index, narrow + index < wide ? 'app-navigation__item--narrow' : ''),
                )}
            </ul>
          </li>
        )}
      </ul>
    </nav>
  )
}

/** A field on a wide screen; on a narrow one behind a button. */
function Search({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const fieldId = useId()
  const field = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) field.current?.querySelector('input')?.focus()
  }, [open])
  return (
    <>
      <button
        type="button"
        className="app-header__button app-header__search-toggle app-icon app-icon--search"
        aria-expanded={open}
        aria-controls={fieldId}
        onClick={() => setOpen(!open)}
      >
        <span className="govuk-visually-hidden">Search</span>
      </button>
      <div
        id={fieldId}
        ref={field}
        className={classes('app-header__search', open && 'app-header__search--open')}
      >
        {children}
      </div>
    </>
  )
}
