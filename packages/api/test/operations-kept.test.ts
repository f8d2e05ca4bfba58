import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { figures } from '../src/http/figures.ts'

// What ops/ ships beside the product knows no metric that there is not, and leaves no alert unexplained.

const root = fileURLToPath(new URL('../../../', import.meta.url))
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8')
const rules = read('ops/prometheus/alongside.rules.yml')
const alerts = [...rules.matchAll(/alert: (\w+)/g)].map(([, name]) => name!)

const told = [...read('packages/api/src/http/metrics.ts').matchAll(/(?:name: |own\(\s*)'(\w+)'/g)].map(
  ([, name]) => name!,
)
/** Of Prometheus, node_exporter, prom-client’s own; and of what the vault counts. */
const others = /^(?:up|node_\w+|nodejs_\w+|process_\w+|unreadable_records)$/
const known = new Set([...told, ...Object.keys(figures)])
const named = (expression: string) =>
  [...expression.replaceAll(/\{[^}]*\}|"[^"]*"|\bby \([^)]*\)|\[\w+\]/g, '').matchAll(/[a-z]\w*(?!\w*\()/g)]
    .map(([word]) => word)
    .filter((word) => /_|^up$/.test(word) && !/^(?:histogram_quantile|predict_linear)$/.test(word))

it('OPS-6 every rule and every panel asks for a metric that is told', () => {
  const panels = JSON.parse(read('ops/grafana/alongside.json')) as {
    panels: { targets: { expr: string }[] }[]
  }
  const asked = [
    ...[...rules.matchAll(/expr: '(.*)'/g)].map(([, expression]) => expression!),
    ...panels.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ]
  expect(asked.length).toBeGreaterThan(alerts.length)
  const unknown = asked
    .flatMap(named)
    .filter(
      (name) =>
        !others.test(name) && !known.has(name) && !known.has(name.replace(/_(?:bucket|count|sum)$/, '')),
    )
  expect(unknown).toEqual([])
})

it('OPS-6 every alert is explained in the runbook, and fires once in the rules’ own test', () => {
  const explained = [...read('docs/runbook.md').matchAll(/^## (\w+)$/gm)].map(([, name]) => name)
  expect(explained).toEqual(alerts)
  for (const alert of alerts) {
    expect(rules).toContain(`runbook: docs/runbook.md#${alert.toLowerCase()}`)
    expect(read('ops/prometheus/alongside.test.yml').split(`alertname: ${alert}\n`)).toHaveLength(2)
  }
})

const promtool = (() => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()
it.skipIf(!promtool)('OPS-6 each rule fires', () => {
  const said = execFileSync('promtool', ['test', 'rules', 'alongside.test.yml'], {
    cwd: `${root}ops/prometheus`,
    encoding: 'utf8',
  })
  expect(said).toContain('SUCCESS')
})
