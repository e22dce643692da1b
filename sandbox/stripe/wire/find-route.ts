/** Finds what a path is: `POST /v1/products/prod_1` is `POST /v1/products/:id` with its id. */

export interface Found<T> {
  route: T;
  /** Empty where the path names no object. */
  id: string;
}

/** @param routes by verb and path, in which at most one part is `:id` */
export function findRoute<T>(routes: ReadonlyMap<string, T>, method: string, path: string): Found<T> | undefined {
  const literal = routes.get(`${method} ${path}`);
  if (literal !== undefined) return { route: literal, id: "" };
  const parts = path.split("/");
  for (let index = parts.length - 1; index > 1; index -= 1) {
    const id = parts[index] ?? "";
    const route = routes.get(`${method} ${parts.with(index, ":id").join("/")}`);
    if (route !== undefined && id !== "") return { route, id: decoded(id) };
  }
  return undefined;
}

/** What is no percent-encoding is taken as it stands. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
