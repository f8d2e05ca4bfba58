import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { FoldedSection } from './section.tsx'

const shown = (count: number) =>
  renderToStaticMarkup(
    <FoldedSection title="Flags asked of your agency" count={count}>
      flags
    </FoldedSection>,
  )

it('what waits without a clock is one line with its count, and open where it is one thing', () => {
  expect(shown(46)).toMatch(/^<details class="app-fold"><summary.*Flags asked of your agency.*46/)
  expect(shown(1)).toMatch(/^<details class="app-fold" open="">/)
})
