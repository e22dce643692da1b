/** What a project sells: tiers of a SaaS, products of a store; and bringing Stripe in line with it. */
import {
  addProduct,
  addTier,
  changeProduct,
  changeStock,
  changeTier,
  deleteProduct,
  deleteTier,
  listAllProducts,
  listAllTiers,
  orderTiers,
  type Product,
  syncCatalogue,
  uploadAsset,
} from "@dream-api/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../api/api-error.ts";
import { useApi } from "../api/api-provider.tsx";
import type { Tenant } from "../api/call.ts";
import { accountKey, projectKey, type QueryOptions, useChange, useEndpoint, usePages } from "./use-endpoint.ts";

const staleAfterEdit = ({ projectId, mode }: Tenant) => ({ stale: [projectKey(projectId, mode), accountKey] });

export const useTiers = (tenant: Tenant, options?: QueryOptions) =>
  useEndpoint("oauth", listAllTiers, { tenant }, options);
export const useAddTier = (tenant: Tenant) => useChange("oauth", addTier, staleAfterEdit(tenant));
export const useChangeTier = (tenant: Tenant) => useChange("oauth", changeTier, staleAfterEdit(tenant));
export const useOrderTiers = (tenant: Tenant) => useChange("oauth", orderTiers, staleAfterEdit(tenant));
export const useDeleteTier = (tenant: Tenant) => useChange("oauth", deleteTier, staleAfterEdit(tenant));

export const useProducts = (tenant: Tenant, options?: QueryOptions) =>
  usePages("oauth", listAllProducts, { tenant, query: { limit: 100 } }, options);
export const useAddProduct = (tenant: Tenant) => useChange("oauth", addProduct, staleAfterEdit(tenant));
export const useChangeProduct = (tenant: Tenant) => useChange("oauth", changeProduct, staleAfterEdit(tenant));
/** Puts products in the order of their names; only what moved is written, one after the other. */
export function useReorderProducts(tenant: Tenant) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation<void, ApiError, { names: readonly string[]; products: readonly Product[] }>({
    mutationFn: async ({ names, products }) => {
      for (const [position, name] of names.entries()) {
        if (products.find((product) => product.name === name)?.position === position) continue;
        await api.call("oauth", changeProduct, { tenant, body: { name, changes: { position } } });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: projectKey(tenant.projectId, tenant.mode) }),
  });
}

export const useDeleteProduct = (tenant: Tenant) => useChange("oauth", deleteProduct, staleAfterEdit(tenant));
export const useChangeStock = (tenant: Tenant) => useChange("api", changeStock, staleAfterEdit(tenant));

export const useSync = (tenant: Tenant) => useChange("oauth", syncCatalogue, staleAfterEdit(tenant));

/** Its reply has the image's URL, which is for ever the same. */
export function useUpload() {
  const api = useApi();
  return useMutation<{ url: string }, ApiError, Blob>({
    mutationFn: (file) => api.upload("frontAuth", uploadAsset, file),
  });
}
