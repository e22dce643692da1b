import { useEffect, useState } from "react";
import type { PageProblem } from "./pages-api.ts";
import { problemOf } from "./problem-screen.tsx";

export type Loaded<Value> =
  | { readonly is: "waiting" }
  | { readonly is: "there"; readonly value: Value }
  | { readonly is: "failed"; readonly problem: PageProblem };

/** What a call answers. It is made once, and again when `key` changes. */
export function useLoaded<Value>(key: string, load: () => Promise<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ is: "waiting" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when to ask again, not the function.
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (value) => isCurrent && setLoaded({ is: "there", value }),
      (error: unknown) => isCurrent && setLoaded({ is: "failed", problem: problemOf(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return loaded;
}
