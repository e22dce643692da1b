/**
 * Queries and mutations from the contract's endpoints. A query's key begins with what it is about, so that a change
 * makes stale what it touched: `["account"]`, or `["project", id, mode]`.
 */
import type { Endpoint } from "@dream-api/contract";
import {
  type InfiniteData,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { ApiError } from "../api/api-error.ts";
import { useApi } from "../api/api-provider.tsx";
import type { CallInput, ReplyOf, Service, Tenant } from "../api/call.ts";

export interface QueryOptions {
  readonly isEnabled?: boolean;
  /** Asks again so often while the page is looked at. */
  readonly pollMs?: number | false;
  readonly staleMs?: number;
}

export const accountKey: QueryKey = ["account"];

/** Of everything about a project, in one mode or in both. */
export function projectKey(projectId: string, mode?: Tenant["mode"]): QueryKey {
  return mode ? ["project", projectId, mode] : ["project", projectId];
}

function keyOf(endpoint: Endpoint, { tenant, params, query }: CallInput<Endpoint>): QueryKey {
  const about = tenant ? projectKey(tenant.projectId, tenant.mode) : accountKey;
  return [...about, endpoint.operationId, { params, query }];
}

/** What a GET answers. Shows the last answer while a changed question is under way. */
export function useEndpoint<E extends Endpoint>(
  service: Service,
  endpoint: E,
  input: CallInput<E> = {},
  { isEnabled = true, pollMs = false, staleMs }: QueryOptions = {},
) {
  const api = useApi();
  return useQuery<ReplyOf<E>, ApiError>({
    queryKey: keyOf(endpoint, input as CallInput<Endpoint>),
    queryFn: ({ signal }) => api.call(service, endpoint, { ...input, signal }),
    enabled: isEnabled,
    refetchInterval: pollMs,
    placeholderData: (previous, query) =>
      // Never one project's or mode's figures under another's name.
      isSameTenant(query?.queryKey, keyOf(endpoint, input as CallInput<Endpoint>)) ? previous : undefined,
    ...(staleMs === undefined ? {} : { staleTime: staleMs }),
  });
}

interface Page<Item> {
  readonly data: Item[];
  readonly nextCursor: string | null;
}

type ItemOf<E extends Endpoint> = ReplyOf<E> extends Page<infer Item> ? Item : never;

/** A list that goes on from page to page. `items` are those of all pages so far. */
export function usePages<E extends Endpoint>(
  service: Service,
  endpoint: E,
  input: CallInput<E> = {},
  { isEnabled = true }: QueryOptions = {},
) {
  const api = useApi();
  const result = useInfiniteQuery<Page<ItemOf<E>>, ApiError, InfiniteData<Page<ItemOf<E>>>, QueryKey, string | null>({
    queryKey: [...keyOf(endpoint, input as CallInput<Endpoint>), "pages"],
    queryFn: async ({ signal, pageParam }) => {
      const query = { ...(input.query as object | undefined), ...(pageParam === null ? {} : { cursor: pageParam }) };
      return (await api.call(service, endpoint, { ...input, query: query as never, signal })) as Page<ItemOf<E>>;
    },
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: isEnabled,
  });
  const items = result.data?.pages.flatMap(({ data }) => data);
  return { ...result, items };
}

export interface ChangeOptions<Reply> {
  /** What the change makes stale: asked for again. */
  readonly stale?: readonly QueryKey[];
  readonly onSuccess?: (reply: Reply) => void;
}

/** What a POST, PUT, PATCH or DELETE does. Its `mutate` takes the call's input. */
export function useChange<E extends Endpoint>(
  service: Service,
  endpoint: E,
  { stale = [], onSuccess }: ChangeOptions<ReplyOf<E>> = {},
) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation<ReplyOf<E>, ApiError, CallInput<E>>({
    mutationFn: (input) => api.call(service, endpoint, input),
    onSuccess: async (reply) => {
      onSuccess?.(reply);
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

function isSameTenant(before: QueryKey | undefined, now: QueryKey): boolean {
  return before !== undefined && before[0] === now[0] && before[1] === now[1] && before[2] === now[2];
}
