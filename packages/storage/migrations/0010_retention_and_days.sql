CREATE TABLE `product_days` (
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`currency` text NOT NULL,
	`day` integer NOT NULL,
	`product` text NOT NULL,
	`display_name` text NOT NULL,
	`quantity` integer NOT NULL,
	`revenue` integer NOT NULL,
	PRIMARY KEY(`project_id`, `mode`, `currency`, `day`, `product`)
);
--> statement-breakpoint
DROP INDEX `registrations_by_time`;--> statement-breakpoint
CREATE INDEX `registrations_unclaimed` ON `registrations` (`created_at`) WHERE claimed_at IS NULL;--> statement-breakpoint
CREATE INDEX `registrations_uninvited` ON `registrations` (`created_at`) WHERE claimed_at IS NULL AND invitation_id IS NULL;--> statement-breakpoint
CREATE INDEX `registrations_claimed` ON `registrations` (`claimed_at`) WHERE claimed_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE `assets` ADD `checked_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `assets` ADD `unused_since` integer;--> statement-breakpoint
CREATE INDEX `assets_by_check` ON `assets` (`checked_at`);--> statement-breakpoint
ALTER TABLE `projects` ADD `purged_at` integer;--> statement-breakpoint
CREATE INDEX `projects_to_purge` ON `projects` (`deleted_at`) WHERE deleted_at IS NOT NULL AND purged_at IS NULL;--> statement-breakpoint
CREATE INDEX `checkout_sessions_closed` ON `checkout_sessions` (`expires_at`) WHERE status <> 'open';--> statement-breakpoint
CREATE INDEX `subscriptions_by_period_end` ON `subscriptions` (`current_period_end`) WHERE status IN ('trialing', 'active');--> statement-breakpoint
CREATE INDEX `subscriptions_by_cancel_at` ON `subscriptions` (`cancel_at`) WHERE cancel_at IS NOT NULL AND status NOT IN ('canceled', 'incomplete_expired');--> statement-breakpoint
CREATE INDEX `subscriptions_by_first_failure` ON `subscriptions` (`first_failed_at`) WHERE status = 'past_due';--> statement-breakpoint
CREATE INDEX `orders_unpaid` ON `orders` (`updated_at`) WHERE status IN ('expired', 'failed');--> statement-breakpoint
CREATE INDEX `notices_dismissed` ON `notices` (`dismissed_at`) WHERE dismissed_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `usage_counts_by_period` ON `usage_counts` (`period_start`);--> statement-breakpoint
CREATE INDEX `usage_days_by_day` ON `usage_days` (`day`);--> statement-breakpoint
CREATE INDEX `inbox_with_payload` ON `inbox_events` (`received_at`) WHERE payload IS NOT NULL;--> statement-breakpoint
CREATE INDEX `inbox_of_customer` ON `inbox_events` (`stripe_account_id`,`mode`,`customer_id`) WHERE customer_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `inbox_of_payment` ON `inbox_events` (`stripe_account_id`,`mode`,`payment_intent_id`) WHERE payment_intent_id IS NOT NULL;