import type { ReactNode } from 'react'
import { BlankScreen } from '../ui/blank-screen.tsx'

/** A page for a wall: no header, no navigation. Its one button shows when the keyboard reaches it; Escape twice does the same. */
export function BareLayout({ children }: { children: ReactNode }) {
  return (
    <div className="app-screen">
      <div className="app-screen__hide">
        <BlankScreen />
      </div>
      <main className="app-screen__main" id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
