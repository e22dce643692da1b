/** Every endpoint of oauth-api. What is not in this list is not reachable. */
import { authorizeConnection, bounceCallback, disconnect, finishConnection, readConnections } from "./connect.ts";
import { createProducts } from "./create-products.ts";
import { addProduct, changeProduct, deleteProduct, listAllProducts } from "./edit-products.ts";
import { addTier, changeTier, deleteTier, listAllTiers, orderTiers } from "./edit-tiers.ts";
import type { Endpoint } from "./endpoint.ts";
import { promoteToLive, rollBackPromotion } from "./promotion.ts";
import { syncCatalogue } from "./sync.ts";
import { readHealth } from "./system.ts";

export const oauthApiEndpoints: readonly Endpoint[] = [
  authorizeConnection,
  bounceCallback,
  finishConnection,
  readConnections,
  disconnect,
  createProducts,
  listAllTiers,
  addTier,
  changeTier,
  orderTiers,
  deleteTier,
  listAllProducts,
  addProduct,
  changeProduct,
  deleteProduct,
  syncCatalogue,
  promoteToLive,
  rollBackPromotion,
  readHealth,
];
