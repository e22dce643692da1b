/** How answers are kept and when they are asked for again. */
import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";

const freshForMs = 15_000;
const retries = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: freshForMs,
        // A refusal stays one; what was down may be up again.
        retry: (failures, error) => failures < retries && error instanceof ApiError && error.isTransient,
      },
      mutations: { retry: false },
    },
  });
}
