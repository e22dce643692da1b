import DreamAPI, { type Product, type Tier } from "dream-api";

export interface Shown {
  readonly tiers: Tier[];
  readonly products: Product[];
}

export async function show(publishableKey: string, baseUrl: string): Promise<Shown> {
  const api = new DreamAPI(publishableKey, { baseUrl, fetch: (input, init) => fetch(input, init) });
  const products: Product[] = [];
  for await (const product of api.products({ limit: 100 })) products.push(product);
  return { tiers: await api.tiers(), products };
}
