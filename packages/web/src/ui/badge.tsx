import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export type BadgeColour = 'purple' | 'red' | 'green' | 'blue' | 'black' | 'grey'

export function Badge({ colour, children }: { colour?: BadgeColour | undefined; children: ReactNode }) {
  return <span className={classes('moj-badge', colour && `moj-badge--${colour}`)}>{children}</span>
}
