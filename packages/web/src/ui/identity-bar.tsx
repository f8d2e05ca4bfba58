import type { ReactNode } from 'react'

type Props = {
  /** Whose case this is, and what one must know at a glance: light, reference. */
  children: ReactNode
  actions?: ReactNode
  /** Names the landmark. */
  label?: string
}

/** Stays at the top of every page of one case. */
export function IdentityBar({ children, actions, label = 'Case' }: Props) {
  return (
    <section className="moj-identity-bar" aria-label={label}>
      <div className="moj-identity-bar__container">
        <div className="moj-identity-bar__details">
          <div className="moj-identity-bar__title">{children}</div>
        </div>
        {actions != null && <div className="moj-identity-bar__actions">{actions}</div>}
      </div>
    </section>
  )
}
