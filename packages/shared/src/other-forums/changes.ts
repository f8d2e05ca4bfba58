import type { Changing } from '../audit.ts'

export const otherForumChanges = {
  other_forum: {
    is: 'Another forum',
    states: {
      known: 'known there',
      referred: 'referred',
      to_be_heard: 'to be heard',
      heard: 'heard',
      decided: 'decided',
      mistaken: 'recorded by mistake',
    },
  },
} as const satisfies Changing
