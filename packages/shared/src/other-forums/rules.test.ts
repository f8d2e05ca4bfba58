import { describe, expect, it } from 'vitest'
import { forumAnswerFaults, forumFaults, forumStage, forumsOfForm, whyNotRecordForum } from './rules.ts'
import type { OtherForumSaid } from './schema.ts'

const day = '2026-03-02'
const of = (said: Partial<OtherForumSaid>) =>
  forumFaults({ forum: 'marac', ...said }, day).map(({ pointer, code }) => `${pointer} ${code}`)

describe('FOR-1 what is recorded of another forum', () => {
  it.each([
    ['a day to come on which it was referred', { referredOn: '2026-03-03' }, ['/referredOn contradiction']],
    [
      'heard before it was referred',
      { referredOn: '2026-03-01', heardOn: '2026-02-01' },
      ['/heardOn contradiction'],
    ],
    ['what another forum decides', { outcome: 'level_2' }, ['/outcome contradiction']],
    ['her agreement where it is not asked', { agreed: 'she_agreed' }, ['/agreed contradiction']],
    ['the NRM without her say', { forum: 'nrm' }, ['/agreed missing']],
    [
      'the NRM, referred without asking her',
      { forum: 'nrm', agreed: 'not_asked', referredOn: day },
      ['/agreed contradiction'],
    ],
    [
      'a decision of the NRM about nobody',
      { forum: 'nrm', agreed: 'notified_without_name', outcome: 'conclusive_grounds' },
      ['/outcome contradiction'],
    ],
    ['a duty to notify, on its day', { forum: 'nrm', agreed: 'notified_without_name', referredOn: day }, []],
    [
      'her yes, and what was decided',
      { forum: 'nrm', agreed: 'she_agreed', outcome: 'reasonable_grounds' },
      [],
    ],
    ['a hearing to come', { referredOn: day, heardOn: '2026-03-12' }, []],
  ] as const)('%s', (_, said, faults) => expect(of(said)).toEqual(faults))

  it.each([
    [{}, 'known'],
    [{ referredOn: day }, 'referred'],
    [{ heardOn: '2026-03-03' }, 'to_be_heard'],
    [{ heardOn: day }, 'heard'],
    [{ outcome: 'plan_agreed' as const }, 'decided'],
  ])('%j is %s', (said, stage) => expect(forumStage(said, day)).toBe(stage))

  it('MAPPA is recorded by agencies’ leads alone', () => {
    expect(whyNotRecordForum('mappa', { role: 'lead_member' })).toBeNull()
    for (const role of ['practitioner', 'secondary_member', 'chair'] as const)
      expect(whyNotRecordForum('mappa', { role })).toBe('other_forum.for_leads')
    expect(whyNotRecordForum('marac', { role: 'practitioner' })).toBeNull()
  })
})

it('FOR-1 REF-5 the form says nothing twice, and of the NRM whether she agreed', () => {
  const faults = (answers: Parameters<typeof forumAnswerFaults>[0]) =>
    forumAnswerFaults(answers, '').map(({ pointer }) => pointer)
  expect(faults({})).toEqual([])
  expect(faults({ known: ['none', 'marac'] })).toEqual(['/known'])
  expect(faults({ known: ['nrm'] })).toEqual(['/nrm/agreed'])
  expect(faults({ known: ['nrm'], nrm: { agreed: 'not_asked' } })).toEqual([])
})

it('FOR-1 what is ticked comes onto the case, without what was left blank or is no longer ticked', () => {
  const form = forumsOfForm({
    known: ['marac'],
    marac: { reference: ' M/26/104 ', words: '' },
    nrm: { agreed: 'not_asked' },
  })
  expect([...form]).toEqual([['marac', { forum: 'marac', reference: 'M/26/104' }]])
})
