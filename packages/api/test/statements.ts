import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { type Claim, rowOf } from './claims.ts'
import { bare, each, functionAround, literalsOf, nameOf, propertyOf, Unread } from './syntax.ts'

/** A statement that the source sends to Postgres, by hand and not through Drizzle. */
export interface Statement {
  /** Where it stands: the file from `src/`, and its name, or else the function that sends it. */
  at: string
  /** Every text that it may have, several where the source chooses between fragments, with what is sent beside it. */
  texts: Sent[]
  /** What TypeScript takes each column for; `null` where no row is claimed. */
  row: Map<string, Claim> | null
  /** Why its text, or its row, cannot be told from the source. */
  unread: string | null
}

interface Sent {
  text: string
  /** How many values, where the source chooses one of these; `null` where that cannot be told from it. */
  values: number[] | null
}

/** What identifiers stand for while the body of a fragment's function is read. */
type Scope = Map<ts.Symbol, string[]>

/** What makes the database, and what plays the demo. */
const outside = ['db/', 'demo/']

/** Reads every `….query(…)` in the source, whatever client or pool it is asked of. */
export function readStatements(src: URL): Statement[] {
  const folder = fileURLToPath(src)
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(folder, '../tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'))
      },
    },
  )
  const files = (config?.fileNames ?? []).filter(
    (file) =>
      file.startsWith(folder) &&
      !file.endsWith('.test.ts') &&
      !outside.some((name) => file.startsWith(path.join(folder, name))),
  )
  const program = ts.createProgram(files, { ...config?.options, noEmit: true })
  return new Reader(program, folder, new Set(files)).statements()
}

class Reader {
  readonly #checker: ts.TypeChecker
  readonly #sources: ts.SourceFile[]
  readonly #folder: string
  readonly #queries: ts.CallExpression[] = []
  /** Who calls a function: what a parameter may be is what its callers give. */
  readonly #calls = new Map<ts.Symbol, ts.CallExpression[]>()

  constructor(program: ts.Program, folder: string, files: ReadonlySet<string>) {
    this.#checker = program.getTypeChecker()
    this.#folder = folder
    this.#sources = program.getSourceFiles().filter(({ fileName }) => files.has(fileName))
  }

  statements(): Statement[] {
    for (const source of this.#sources) this.#gather(source)
    return this.#queries.map((call) => this.#read(call))
  }

  #gather(node: ts.Node): void {
    if (ts.isCallExpression(node)) {
      const { expression } = node
      if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'query') {
        if (node.arguments.length > 0) this.#queries.push(node)
      } else if (ts.isIdentifier(expression)) {
        const callee = this.#symbolOf(expression)
        if (callee) this.#calls.set(callee, [...(this.#calls.get(callee) ?? []), node])
      }
    }
    ts.forEachChild(node, (child) => this.#gather(child))
  }

  #read(call: ts.CallExpression): Statement {
    const file = path.relative(this.#folder, call.getSourceFile().fileName)
    const statement: Statement = { at: `${file} ${functionAround(call)}`, texts: [], row: null, unread: null }
    try {
      const argument = call.arguments[0] as ts.Expression
      const configs = this.#objectsOf(argument)
      const [name] = configs.map((config) => propertyOf(config, 'name'))
      if (name && ts.isStringLiteralLike(name)) statement.at = `${file} ${name.text}`
      const sent =
        configs.length > 0
          ? configs.map((config) => ({
              text: propertyOf(config, 'text') ?? this.#fail(config),
              values: propertyOf(config, 'values') ?? call.arguments[1],
            }))
          : [{ text: argument, values: call.arguments[1] }]
      statement.texts = sent.flatMap(({ text, values }) => {
        const counts = this.#countsOf(values)
        return [...new Set(this.#textsOf(text, new Map()))].map((one) => ({ text: one, values: counts }))
      })
      if (statement.texts.length > 60) throw new Unread('it has more texts than can be looked through')
      if (call.typeArguments?.[0]) statement.row = rowOf(this.#checker, call.typeArguments[0], call)
    } catch (error) {
      if (!(error instanceof Unread)) throw error
      statement.unread = error.message
      statement.texts = []
    }
    return statement
  }

  /** How long a list of values may be that is written out, or put together from such. */
  #countsOf(node: ts.Expression | undefined): number[] | null {
    if (!node) return [0]
    const expression = bare(node)
    const of = (parts: readonly (ts.Expression | undefined)[]) =>
      parts
        .map((part) => this.#countsOf(part))
        .reduce((all, counts) => all && counts && [...new Set([...all, ...counts])], [])
    if (ts.isArrayLiteralExpression(expression))
      return expression.elements
        .map((one) => (ts.isSpreadElement(one) ? this.#countsOf(one.expression) : [1]))
        .reduce(
          (sums, counts) => sums && counts && sums.flatMap((sum) => counts.map((one) => sum + one)),
          [0],
        )
    if (ts.isConditionalExpression(expression)) return of([expression.whenTrue, expression.whenFalse])
    if (
      ts.isBinaryExpression(expression) &&
      expression.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
    )
      return of([expression.left, expression.right])
    const called =
      ts.isCallExpression(expression) && ts.isIdentifier(expression.expression)
        ? this.#functionOf(expression.expression)
        : null
    if (called) return this.#countsOf(called.result)
    const type = this.#checker.getNonNullableType(this.#checker.getTypeAtLocation(expression))
    if (this.#checker.isTupleType(type))
      return [this.#checker.getTypeArguments(type as ts.TypeReference).length]
    const declaration = this.#symbolOf(expression)?.valueDeclaration
    if (declaration && ts.isParameter(declaration)) return of(this.#givenTo(declaration))
    return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? this.#countsOf(declaration.initializer)
      : null
  }

  /** The object literals that an expression may stand for: through constants, members, functions that return one, and callers. */
  #objectsOf(node: ts.Expression): ts.ObjectLiteralExpression[] {
    const expression = bare(node)
    if (ts.isObjectLiteralExpression(expression)) return [expression]
    if (ts.isConditionalExpression(expression))
      return [expression.whenTrue, expression.whenFalse].flatMap((one) => this.#objectsOf(one))
    if (ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression))
      return this.#members(expression).flatMap((value) => this.#objectsOf(value))
    if (ts.isCallExpression(expression)) {
      const called = ts.isIdentifier(expression.expression) ? this.#functionOf(expression.expression) : null
      return called ? this.#objectsOf(called.result) : []
    }
    if (!ts.isIdentifier(expression)) return []
    const declaration = this.#symbolOf(expression)?.valueDeclaration
    if (declaration && ts.isParameter(declaration))
      return this.#givenTo(declaration).flatMap((given) => (given ? this.#objectsOf(given) : []))
    return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? this.#objectsOf(declaration.initializer)
      : []
  }

  /** What a member of an object may be; of all its members where the key is known only as it runs. */
  #members(
    node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    scope: Scope = new Map(),
  ): ts.Expression[] {
    const keys = ts.isPropertyAccessExpression(node)
      ? [node.name.text]
      : this.#tryTexts(node.argumentExpression, scope)
    return this.#objectsOf(node.expression).flatMap((object) =>
      keys
        ? keys.flatMap((key) => propertyOf(object, key) ?? [])
        : object.properties.flatMap((property) =>
            ts.isPropertyAssignment(property) ? [property.initializer] : [],
          ),
    )
  }

  #tryTexts(node: ts.Expression, scope: Scope): string[] | null {
    try {
      return this.#textsOf(node, scope)
    } catch (error) {
      if (error instanceof Unread) return null
      throw error
    }
  }

  #textsOf(node: ts.Expression, scope: Scope): string[] {
    const expression = bare(node)
    if (ts.isStringLiteralLike(expression)) return [expression.text]
    if (ts.isTemplateExpression(expression)) return this.#textsOfTemplate(expression, scope)
    if (ts.isBinaryExpression(expression)) return this.#textsOfBinary(expression, scope)
    if (ts.isConditionalExpression(expression))
      return [...this.#textsOf(expression.whenTrue, scope), ...this.#textsOf(expression.whenFalse, scope)]
    const symbol = ts.isIdentifier(expression) ? this.#symbolOf(expression) : undefined
    const bound = symbol && scope.get(symbol)
    if (bound) return bound
    const members =
      ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression)
        ? this.#members(expression, scope)
        : []
    if (members.length > 0) return members.flatMap((value) => this.#textsOf(value, scope))
    const literals = this.#literalsOf(expression)
    if (literals) return literals
    if (symbol?.valueDeclaration)
      return this.#textsOfDeclared(symbol.valueDeclaration, scope) ?? this.#fail(expression)
    if (ts.isCallExpression(expression)) return this.#textsOfCall(expression, scope)
    return this.#fail(expression)
  }

  /** A condition that is known only as it runs is read as one that holds, and a limit as none: neither changes a column. */
  #textsOfTemplate(template: ts.TemplateExpression, scope: Scope): string[] {
    let texts = [template.head.text]
    for (const { expression, literal } of template.templateSpans) {
      const before = texts[0]?.match(/(WHERE|AND|OR|LIMIT)\s*$/)?.[1]
      const stand = before ? [before === 'LIMIT' ? 'NULL' : 'true'] : null
      const inner = stand ? (this.#tryTexts(expression, scope) ?? stand) : this.#textsOf(expression, scope)
      texts = each(texts, inner, (a, b) => a + b + literal.text)
    }
    return texts
  }

  #textsOfBinary(node: ts.BinaryExpression, scope: Scope): string[] {
    const right = this.#textsOf(node.right, scope)
    if (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return right
    if (node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return this.#fail(node)
    const numbers = this.#checker.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLike
    return each(this.#textsOf(node.left, scope), right, (a, b) =>
      numbers ? String(Number(a) + Number(b)) : a + b,
    )
  }

  #fail(node: ts.Node): never {
    throw new Unread(`«${node.getText().replaceAll(/\s+/g, ' ').slice(0, 60)}» is known only as it runs`)
  }

  #literalsOf(node: ts.Expression): string[] | null {
    return literalsOf(this.#checker.getTypeAtLocation(node))
  }

  #textsOfDeclared(declaration: ts.Declaration, scope: Scope): string[] | null {
    if (ts.isVariableDeclaration(declaration))
      return declaration.initializer ? this.#textsOf(declaration.initializer, scope) : null
    if (ts.isParameter(declaration)) {
      const given = this.#givenTo(declaration)
      return given.length > 0 ? given.flatMap((one) => (one ? this.#textsOf(one, new Map()) : [''])) : null
    }
    // const { where } = boxes[box]
    if (!ts.isBindingElement(declaration) || !ts.isObjectBindingPattern(declaration.parent)) return null
    const from = declaration.parent.parent
    const values = ts.isVariableDeclaration(from) && from.initializer ? this.#objectsOf(from.initializer) : []
    const key = (declaration.propertyName ?? declaration.name).getText()
    return values.length > 0
      ? values.flatMap((value) => this.#textsOf(propertyOf(value, key) ?? this.#fail(value), scope))
      : null
  }

  /** What the callers of its function give for a parameter; `undefined` where one leaves it out. */
  #givenTo(parameter: ts.ParameterDeclaration): (ts.Expression | undefined)[] {
    const name = nameOf(parameter.parent)
    const symbol = name && this.#symbolOf(name)
    const index = parameter.parent.parameters.indexOf(parameter)
    return (symbol ? (this.#calls.get(symbol) ?? []) : []).map(
      (call) => call.arguments[index] ?? parameter.initializer,
    )
  }

  #textsOfCall(call: ts.CallExpression, scope: Scope): string[] {
    if (ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'join')
      return [
        this.#listOf(call.expression.expression, scope).join(
          this.#textsOf(call.arguments[0] ?? this.#fail(call), scope)[0],
        ),
      ]
    const called = ts.isIdentifier(call.expression) ? this.#functionOf(call.expression) : null
    if (!called) return this.#fail(call)
    const inner: Scope = new Map(scope)
    for (const [index, parameter] of called.parameters.entries()) {
      const symbol = this.#checker.getSymbolAtLocation(parameter.name)
      const given = call.arguments[index] ?? parameter.initializer
      if (!symbol || !given) return this.#fail(call)
      inner.set(symbol, this.#textsOf(given, scope))
    }
    return this.#textsOf(called.result, inner)
  }

  /** A list whose elements are known: written out, of a closed union, or made from one by `map`. */
  #listOf(node: ts.Expression, scope: Scope): string[] {
    const expression = bare(node)
    if (
      ts.isCallExpression(expression) &&
      ts.isPropertyAccessExpression(expression.expression) &&
      expression.expression.name.text === 'map'
    ) {
      const [made] = expression.arguments
      if (!made || !ts.isArrowFunction(made) || ts.isBlock(made.body)) return this.#fail(node)
      const [one, index] = made.parameters.map(({ name }) => this.#checker.getSymbolAtLocation(name))
      const { body } = made
      return this.#listOf(expression.expression.expression, scope).map((element, at) => {
        const inner: Scope = new Map(scope)
        if (one) inner.set(one, [element])
        if (index) inner.set(index, [String(at)])
        return this.#textsOf(body, inner)[0] ?? ''
      })
    }
    if (ts.isArrayLiteralExpression(expression))
      return expression.elements.map((element) => this.#textsOf(element, scope)[0] ?? '')
    const element = this.#checker.getIndexTypeOfType(
      this.#checker.getTypeAtLocation(expression),
      ts.IndexKind.Number,
    )
    const literals = element && literalsOf(element)
    if (literals) return literals
    const declaration = ts.isIdentifier(expression) ? this.#symbolOf(expression)?.valueDeclaration : undefined
    return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? this.#listOf(declaration.initializer, scope)
      : this.#fail(node)
  }

  /** A function that is one expression, or whose body is one `return`. */
  #functionOf(
    name: ts.Identifier,
  ): { parameters: readonly ts.ParameterDeclaration[]; result: ts.Expression } | null {
    const declaration = this.#symbolOf(name)?.valueDeclaration
    const made =
      declaration && ts.isVariableDeclaration(declaration)
        ? declaration.initializer && bare(declaration.initializer)
        : declaration
    if (
      !made ||
      !(ts.isArrowFunction(made) || ts.isFunctionDeclaration(made) || ts.isFunctionExpression(made)) ||
      !made.body
    )
      return null
    if (!ts.isBlock(made.body)) return { parameters: made.parameters, result: made.body }
    const last = made.body.statements.at(-1)
    return last && ts.isReturnStatement(last) && last.expression
      ? { parameters: made.parameters, result: last.expression }
      : null
  }

  #symbolOf(name: ts.Node): ts.Symbol | undefined {
    const symbol = ts.isShorthandPropertyAssignment(name.parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(name.parent)
      : this.#checker.getSymbolAtLocation(name)
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol
  }
}
