/**
 * HTML in a form that compares by what it means: attributes and classes sorted, whitespace beside tags and entities
 * evened out, and what only govuk-frontend's JavaScript uses (data-*, tabindex -1, draggable) left out. For tests.
 */
export function normalised(html: string, ignoredAttributes: readonly string[] = []): string {
  return html
    .replaceAll('data-aria-controls', 'aria-controls')
    .replace(
      /<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>/gi,
      (_, name: string, attributes: string, slash) => {
        const kept = [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)]
          .map(([, attribute = '', value = '']) => [attribute.toLowerCase(), value] as const)
          .filter(
            ([attribute, value]) =>
              !ignored(name, attribute, value) && !ignoredAttributes.includes(attribute),
          )
          .map(
            ([attribute, value]) =>
              `${attribute}="${attribute === 'class' ? sortedWords(value) : value.trim()}"`,
          )
        return `<${[name, ...kept.toSorted()].join(' ')}>${slash ? `</${name}>` : ''}`
      },
    )
    .replace(/&#(?:39|x27);/g, "'")
    .replaceAll('&quot;', '"')
    .replace(/<\/(?:input|br)>/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?(<[^>]+>) ?/g, '$1')
    .replaceAll('><', '>\n<')
    .trim()
}

const sortedWords = (value: string) => value.trim().split(/\s+/).toSorted().join(' ')

function ignored(element: string, attribute: string, value: string): boolean {
  if (attribute.startsWith('data-') || attribute === 'draggable' || attribute === 'xmlns') return true
  return (
    (attribute === 'tabindex' && value === '-1') ||
    (element === 'a' && attribute === 'role' && value === 'button')
  )
}
