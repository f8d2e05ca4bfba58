import ts from 'typescript'

// What statements.ts asks of a piece of source.

/** What cannot be told from the source, and why. */
export class Unread extends Error {}

/** A closed union says what a value may be. */
export function literalsOf(type: ts.Type): string[] | null {
  const parts = type.isUnion() ? type.types : [type]
  const known = parts.flatMap((part) =>
    part.isStringLiteral() || part.isNumberLiteral() ? [String(part.value)] : [],
  )
  return known.length === parts.length ? known : null
}

/** Without parentheses, `as`, `satisfies` and `!`. */
export function bare(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
    ? bare(node.expression)
    : node
}

export function propertyOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  for (const property of object.properties) {
    if (
      ts.isPropertyAssignment(property) &&
      (ts.isIdentifier(property.name) || ts.isStringLiteralLike(property.name)) &&
      property.name.text === name
    )
      return property.initializer
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === name) return property.name
  }
  return null
}

export const each = (left: string[], right: string[], join: (a: string, b: string) => string) =>
  left.flatMap((a) => right.map((b) => join(a, b)))

export function nameOf(node: ts.Node): ts.Identifier | null {
  if (ts.isFunctionDeclaration(node)) return node.name ?? null
  const { parent } = node
  return parent && ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name : null
}

export function functionAround(node: ts.Node): string {
  for (let at: ts.Node = node.parent; at; at = at.parent) {
    const name = ts.isFunctionLike(at)
      ? (nameOf(at)?.text ?? (ts.isMethodDeclaration(at) ? at.name.getText() : null))
      : null
    if (name) return name
  }
  return 'at its top'
}
