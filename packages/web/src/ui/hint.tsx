import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export function Hint({ id, className, children }: { id: string; className?: string; children: ReactNode }) {
  return (
    <div id={id} className={classes('govuk-hint', className)}>
      {children}
    </div>
  )
}
