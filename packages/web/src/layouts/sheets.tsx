import type { ReactNode } from 'react'
import { useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'

/**
 * MTG-4: on paper every sheet is marked, and names whose copy it is; on the screen it says so once. `made`: the instant
 * at which what it holds was read.
 */
export function Sheets({ made, children }: { made?: string; children: ReactNode }) {
  const { name, acting } = useSession()
  const holder = [name, acting?.agencyName].filter(Boolean).join(', ')
  return (
    <div className="app-sheets">
      <div className="app-sheets__mark">
        <p className="app-sheets__holder">
          <strong>STRICTLY CONFIDENTIAL</strong> Copy of {holder}
          {made && (
            <>
              . Made <Moment at={made} />
            </>
          )}
        </p>
      </div>
      <div className="app-sheets__body">{children}</div>
    </div>
  )
}
