/** Which verb and path each method of an SDK resource calls, read from its JavaScript. */
import { readFileSync } from "node:fs";
import ts from "typescript5";

interface SdkRoute {
  className: string;
  method: string;
  verb: string;
  /** With `:id` where the SDK puts an id. */
  path: string;
}

export function readRoutes(file: string): SdkRoute[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const routes: SdkRoute[] = [];
  const visit = (node: ts.Node, className: string, method: string): void => {
    const route = ts.isCallExpression(node) ? routeOf(node) : undefined;
    if (route) routes.push({ className, method, ...route });
    ts.forEachChild(node, (child) => {
      const insideClass = ts.isClassDeclaration(node) ? (node.name?.text ?? className) : className;
      const insideMethod = ts.isMethodDeclaration(node) ? node.name.getText(source) : method;
      visit(child, insideClass, insideMethod);
    });
  };
  visit(source, "", "");
  return routes;
}

function routeOf(call: ts.CallExpression): { verb: string; path: string } | undefined {
  const [verb, path] = call.arguments;
  const isRequest = ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === "_makeRequest";
  if (!isRequest || !verb || !path || !ts.isStringLiteral(verb)) return undefined;
  if (ts.isStringLiteral(path) || ts.isNoSubstitutionTemplateLiteral(path)) return { verb: verb.text, path: path.text };
  if (!ts.isTemplateExpression(path)) return undefined;
  const text = path.head.text + path.templateSpans.map((span) => `:id${span.literal.text}`).join("");
  return { verb: verb.text, path: text };
}
