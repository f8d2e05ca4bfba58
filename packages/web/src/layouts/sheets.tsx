import type { ReactNode } from 'react'
import { useSession } from '../session/session.tsx'

/** MTG-4: on paper every sheet is marked, and names whose copy it is; on the screen it says so once. */
export function Sheets({ children }: { children: ReactNode }) {
  const { name, acting } = useSession()
  const holder = [name, acting?.agencyName].filter(Boolean).join(', ')
  return (
    <div className="app-sheets">
      <div className="app-sheets__mark">
        <p className="app-sheets__holder">
          <strong>STRICTLY CONFIDENTIAL</strong> Copy of {holder}
        </p>
      </div>
      <div className="app-sheets__body">{children}</div>
    </div>
  )
}
