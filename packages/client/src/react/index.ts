/** `dream-api/react`: sign-in, usage and pricing as components. What is not exported here is not promised. */
export { DreamProvider, type DreamProviderProps } from "./dream-provider.tsx";
export { type ChildrenProps, Gate, type GateProps, SignedIn, SignedOut } from "./gates.tsx";
export { PricingTable, type PricingTableProps } from "./pricing-table.tsx";
export { type UseUsage, useUsage } from "./use-usage.ts";
export { type UseUser, useUser } from "./use-user.ts";
