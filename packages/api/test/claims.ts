import ts from 'typescript'
import { Unread } from './syntax.ts'

export interface Claim {
  kinds: string[]
  /** NULL is counted with. */
  nullable: boolean
  /** The column may be left out. */
  optional: boolean
}

/** What TypeScript takes each column of a row for. */
export function rowOf(checker: ts.TypeChecker, node: ts.TypeNode, at: ts.Node): Map<string, Claim> {
  const type = checker.getTypeFromTypeNode(node)
  if (type.flags & ts.TypeFlags.TypeParameter) throw new Unread('its row is whatever its caller says')
  const row = new Map<string, Claim>()
  // Of a union each kind of row claims its own.
  for (const part of type.isUnion() ? type.types : [type])
    for (const property of checker.getPropertiesOfType(part)) {
      const claim = claimOf(checker, property, at)
      const before = row.get(property.name)
      row.set(
        property.name,
        before
          ? {
              ...claim,
              kinds: [...new Set([...before.kinds, ...claim.kinds])],
              nullable: before.nullable || claim.nullable,
            }
          : claim,
      )
    }
  if (type.isUnion()) for (const claim of row.values()) claim.nullable = true
  return row
}

function claimOf(checker: ts.TypeChecker, property: ts.Symbol, at: ts.Node): Claim {
  const type = checker.getTypeOfSymbolAtLocation(property, at)
  return { ...kindsOf(checker, type), optional: (property.flags & ts.SymbolFlags.Optional) !== 0 }
}

function kindsOf(checker: ts.TypeChecker, type: ts.Type) {
  const parts = type.isUnion() ? type.types : [type]
  const empty = ts.TypeFlags.Null | ts.TypeFlags.Undefined
  return {
    kinds: [...new Set(parts.filter(({ flags }) => !(flags & empty)).map((part) => kindOf(checker, part)))],
    nullable: parts.some(({ flags }) => (flags & empty) !== 0),
  }
}

function kindOf(checker: ts.TypeChecker, type: ts.Type): string {
  if (type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.TemplateLiteral)) return 'string'
  if (type.flags & ts.TypeFlags.NumberLike) return 'number'
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean'
  if (type.flags & ts.TypeFlags.BigIntLike) return 'bigint'
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return 'unknown'
  if (type.isIntersection() && type.types.some(({ flags }) => flags & ts.TypeFlags.StringLike))
    return 'string'
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference)
    return `${element ? kindsOf(checker, element).kinds.join('|') : 'unknown'}[]`
  }
  return checker.getPropertyOfType(type, 'readUInt8') ? 'Buffer' : 'object'
}
