/** Turns the SDK's TypeScript types into schemas. Named types become entries of `schemas`, referred to by name. */
import { relative } from "node:path";
import ts from "typescript5";
import { describedObjects } from "./covered-paths.ts";
import type { Schema } from "./schema-format.ts";

/** The types call both kinds `number`; these names hold fractions. */
const fractional =
  /(^|_)(percent_off|percentage|percent|exchange_rate|risk_score|aggregated_value|height|length|width|weight)$/;

export class TypeReader {
  readonly schemas: Record<string, Schema> = {};
  readonly #checker: ts.TypeChecker;
  readonly #resources: string;

  constructor(checker: ts.TypeChecker, resources: string) {
    this.#checker = checker;
    this.#resources = resources;
  }

  methodOf(file: ts.SourceFile, className: string, method: string): { request?: string; response: Schema } {
    const declaration = this.#classOf(file, className)?.members.find(
      (member): member is ts.MethodDeclaration =>
        ts.isMethodDeclaration(member) && member.name.getText(file) === method,
    );
    if (!declaration?.type) throw new Error(`The types of the SDK have no ${className}.${method}`);
    const params = declaration.parameters.find((parameter) => parameter.name.getText(file) === "params");
    const request = params?.type && this.#read(this.#checker.getTypeFromTypeNode(params.type), "").$ref;
    return { ...(request ? { request } : {}), response: this.#answerOf(declaration.type) };
  }

  eventsOf(file: ts.SourceFile | undefined): Record<string, string[]> {
    const events: Record<string, string[]> = {};
    for (const node of file?.statements ?? []) {
      if (!ts.isInterfaceDeclaration(node) || !node.name.text.endsWith("Event")) continue;
      const type = this.#checker.getTypeAtLocation(node);
      const name = this.#propertyType(type, "type");
      const data = this.#propertyType(type, "data");
      const object = data && this.#propertyType(data, "object");
      if (name?.isStringLiteral() && object) events[name.value] = this.#namesOf(object);
    }
    return events;
  }

  #namesOf(type: ts.Type): string[] {
    return (type.isUnion() ? type.types : [type]).map((part) => this.#nameOf(part) ?? "").filter(Boolean);
  }

  #classOf(file: ts.SourceFile, className: string): ts.ClassDeclaration | undefined {
    return file.statements.find(
      (node): node is ts.ClassDeclaration => ts.isClassDeclaration(node) && node.name?.text === className,
    );
  }

  /** `Promise<Response<T>>` and the list promises, without their wrapping. */
  #answerOf(node: ts.TypeNode): Schema {
    if (!ts.isTypeReferenceNode(node)) return this.#read(this.#checker.getTypeFromTypeNode(node), "");
    const name = node.typeName.getText();
    const [argument] = node.typeArguments ?? [];
    if (!argument) return this.#read(this.#checker.getTypeFromTypeNode(node), "");
    if (name === "Promise" || name === "Response") return this.#answerOf(argument);
    const item = this.#read(this.#checker.getTypeFromTypeNode(argument), "");
    if (name === "ApiListPromise") return listOf("list", { url: { type: "string" } }, item);
    if (name === "ApiSearchResultPromise") {
      const next = { next_page: { type: ["string", "null"] }, url: { type: "string" } };
      return listOf("search_result", next, item);
    }
    throw new Error(`Unexpected answer type ${name}`);
  }

  #read(type: ts.Type, name: string): Schema {
    if (type.isUnion()) return this.#readUnion(type, name);
    if (type.flags & ts.TypeFlags.StringLike) {
      return type.isStringLiteral() ? { type: "string", enum: [type.value] } : { type: "string" };
    }
    if (type.isNumberLiteral()) return { type: "integer", enum: [type.value] };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: fractional.test(name) ? "number" : "integer" };
    if (type.flags & ts.TypeFlags.BooleanLiteral) {
      return { type: "boolean", enum: [this.#checker.typeToString(type) === "true"] };
    }
    if (type.flags & ts.TypeFlags.Null) return { type: "null" };
    if (type.flags & ts.TypeFlags.Void) return {};
    if (isOtherString(type)) return { type: "string" };
    if (this.#checker.typeToString(type) === "Decimal") return { type: "string", format: "decimal" };
    return this.#readObject(type, name);
  }

  #readUnion(type: ts.UnionType, name: string): Schema {
    const event = this.#checker.typeToString(type) === "Event" && type.types[0]?.isClassOrInterface() && type.types[0];
    // Two hundred kinds of event differ in their data only: what they share describes them.
    if (event) return this.#read(this.#checker.getBaseTypes(event)[0] ?? event, name);
    const parts = type.types.filter((part) => !(part.flags & ts.TypeFlags.Undefined));
    const isOpen = parts.some(isOtherString);
    const literals = parts.filter((part) => part.isStringLiteral());
    const booleans = parts.filter((part) => part.flags & ts.TypeFlags.BooleanLiteral);
    const rest = parts.filter(
      (part) => !part.isStringLiteral() && !isOtherString(part) && !(part.flags & ts.TypeFlags.BooleanLiteral),
    );
    const schemas = rest.map((part) => this.#read(part, name));
    if (literals.length > 0) {
      // The compiler's own order depends on what it read first.
      const values = literals.map((part) => part.value).sort();
      schemas.unshift({ type: "string", enum: values, ...(isOpen ? { openEnum: true } : {}) });
    }
    if (booleans.length === 2) schemas.unshift({ type: "boolean" });
    else if (booleans[0]) schemas.unshift(this.#read(booleans[0], name));
    return merged(schemas);
  }

  #readObject(type: ts.Type, name: string): Schema {
    if (this.#checker.isArrayType(type)) {
      const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
      return { type: "array", items: item ? this.#read(item, name) : {} };
    }
    const known = this.#nameOf(type);
    if (known === undefined || known === "ApiList") return this.#describe(type);
    if (!this.schemas[known]) {
      this.schemas[known] = {};
      this.schemas[known] = this.#isStub(type, known) ? this.#stub(type) : this.#describe(type);
    }
    return { $ref: known };
  }

  #describe(type: ts.Type): Schema {
    const index = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (index) return { type: "object", additionalProperties: this.#read(index, "") };
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of this.#checker.getPropertiesOfType(type)) {
      // Response<T> adds what the SDK puts beside the body.
      const schema =
        property.name === "lastResponse" ? {} : this.#read(this.#checker.getTypeOfSymbol(property), property.name);
      if (Object.keys(schema).length === 0) continue;
      properties[property.name] = schema;
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    }
    return { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
  }

  #isStub(type: ts.Type, name: string): boolean {
    const isResource = this.#propertyType(type, "object")?.isStringLiteral() ?? false;
    return isResource && !describedObjects.has(name);
  }

  #stub(type: ts.Type): Schema {
    const object = this.#propertyType(type, "object");
    const properties = { id: { type: "string" }, object: object ? this.#read(object, "") : {} };
    return { type: "object", stub: true, properties, required: ["id", "object"] };
  }

  #propertyType(type: ts.Type, name: string): ts.Type | undefined {
    const property = type.getProperty(name);
    return property && this.#checker.getTypeOfSymbol(property);
  }

  /** "Checkout.Session.LineItem": folder, then the namespaces around it. */
  #nameOf(type: ts.Type): string | undefined {
    const symbol = type.aliasSymbol ?? type.getSymbol();
    const declaration = symbol?.declarations?.[0];
    if (!symbol || !declaration || symbol.name.startsWith("__")) return undefined;
    const names = [symbol.name];
    for (let node: ts.Node | undefined = declaration.parent; node; node = node.parent) {
      if (ts.isModuleDeclaration(node)) names.unshift(node.name.text);
    }
    const [folder, file] = relative(this.#resources, declaration.getSourceFile().fileName).split("/");
    if (file !== undefined && folder !== ".." && names[0] !== folder) names.unshift(folder ?? "");
    return names.join(".");
  }
}

/** The SDK's way to say "and maybe other values": `string & Record<never, never>`. */
function isOtherString(type: ts.Type): boolean {
  return (
    type.isIntersection() && type.types.some((part) => (part.flags & ts.TypeFlags.String) !== 0 && !isBranded(type))
  );
}

function isBranded(type: ts.Type): boolean {
  return type.getProperties().some((property) => property.name.includes("brand"));
}

function listOf(object: string, more: Record<string, Schema>, item: Schema): Schema {
  const properties = {
    object: { type: "string", enum: [object] },
    data: { type: "array", items: item },
    has_more: { type: "boolean" },
    ...more,
  };
  return { type: "object", properties, required: Object.keys(properties) };
}

/** `string | null` as one schema; anything richer as alternatives. */
function merged(schemas: Schema[]): Schema {
  const rest = schemas.filter((schema) => schema.type !== "null");
  const isNullable = rest.length < schemas.length;
  const [only] = rest;
  if (rest.length === 1 && only) {
    if (!isNullable) return only;
    if (!only.$ref && !only.anyOf && typeof only.type === "string") {
      const values = only.enum ? { enum: [...only.enum, null] } : {};
      return { ...only, type: [only.type, "null"], ...values };
    }
  }
  return { anyOf: isNullable ? [...rest, { type: "null" }] : rest };
}
