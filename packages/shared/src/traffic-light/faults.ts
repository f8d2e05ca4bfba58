import type { RuleSet } from './schema.ts'
import { lights } from './values.ts'

/**
 * What a schema cannot say of a proposed rule set (REF-7): every code is one of its own and stands once, and no rule
 * stands above a more serious one, where answering "yes" once more could make the light greener. Pointers are JSON Pointers.
 */
export function ruleSetFaults(ruleSet: RuleSet): { pointer: string; detail: string }[] {
  const faults: { pointer: string; detail: string }[] = []
  const codes = new Set<string>()
  for (const [i, { code }] of ruleSet.indicators.entries()) {
    if (codes.has(code)) {
      faults.push({ pointer: `/indicators/${i}/code`, detail: `“${code}” stands here twice` })
    }
    codes.add(code)
  }

  for (const [r, rule] of ruleSet.rules.entries()) {
    for (const [c, { of }] of rule.all.entries()) {
      const key = 'codes' in of ? 'codes' : 'except'
      for (const [i, code] of ('codes' in of ? of.codes : (of.except ?? [])).entries()) {
        if (!codes.has(code)) {
          faults.push({
            pointer: `/rules/${r}/all/${c}/of/${key}/${i}`,
            detail: `No indicator has the code “${code}”`,
          })
        }
      }
    }
  }

  const inOrder = [...ruleSet.rules.map((rule) => rule.light), ruleSet.otherwise.light]
  for (const [i, light] of inOrder.entries()) {
    const above = inOrder[i - 1]
    if (above !== undefined && lights.indexOf(light) < lights.indexOf(above)) {
      const pointer = i < ruleSet.rules.length ? `/rules/${i}/light` : '/otherwise/light'
      faults.push({ pointer, detail: `A rule for ${light} cannot stand below one for ${above}` })
    }
  }
  return faults
}
