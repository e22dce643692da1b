/** The published types are those of the contract. `tsc` is the one who finds out; running this proves nothing. */
import type * as contract from "@dream-api/contract";
import { expectTypeOf, it } from "vitest";
import type * as z from "zod";
import type * as wire from "../src/generated/wire.ts";

type ReplyOf<Endpoint extends { reply?: z.ZodType }> = z.output<NonNullable<Endpoint["reply"]>>;
type BodyOf<Endpoint extends { body?: z.ZodType }> = z.input<NonNullable<Endpoint["body"]>>;

it("generated types equal the contract's, in both directions", () => {
  expectTypeOf<wire.Usage>().toEqualTypeOf<contract.Usage>();
  expectTypeOf<wire.Tier>().toEqualTypeOf<contract.Tier>();
  expectTypeOf<wire.Product>().toEqualTypeOf<contract.Product>();
  expectTypeOf<wire.Issue>().toEqualTypeOf<contract.Issue>();
  expectTypeOf<wire.ErrorCode>().toEqualTypeOf<contract.ErrorCode>();
  expectTypeOf<wire.ErrorBody>().toEqualTypeOf<contract.ErrorBody>();
  expectTypeOf<wire.TierLimitBody>().toEqualTypeOf<z.output<typeof contract.tierLimitBodySchema>>();
  expectTypeOf<wire.UsageEvent>().toEqualTypeOf<z.input<typeof contract.usageEventSchema>>();
  expectTypeOf<wire.TrackUsageRequest | undefined>().toEqualTypeOf<BodyOf<typeof contract.trackUsage>>();
  expectTypeOf<wire.TrackUsageResponse>().toEqualTypeOf<ReplyOf<typeof contract.trackUsage>>();
  expectTypeOf<wire.TrackUsageBatchRequest>().toEqualTypeOf<BodyOf<typeof contract.trackUsageBatch>>();
  expectTypeOf<wire.TrackUsageBatchResponse>().toEqualTypeOf<ReplyOf<typeof contract.trackUsageBatch>>();
  expectTypeOf<wire.ReleaseUsageRequest>().toEqualTypeOf<BodyOf<typeof contract.releaseUsage>>();
  expectTypeOf<wire.ReleaseUsageResponse>().toEqualTypeOf<ReplyOf<typeof contract.releaseUsage>>();
  expectTypeOf<wire.ReadUsageResponse>().toEqualTypeOf<ReplyOf<typeof contract.readUsage>>();
  expectTypeOf<wire.ListTiersResponse>().toEqualTypeOf<ReplyOf<typeof contract.listTiers>>();
  expectTypeOf<wire.ListProductsResponse>().toEqualTypeOf<ReplyOf<typeof contract.listProducts>>();
});
