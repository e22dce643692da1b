CREATE TABLE `checkout_sessions` (
	`checkout_id` text PRIMARY KEY NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`user_id` text NOT NULL,
	`stripe_account_id` text NOT NULL,
	`session_id` text,
	`url` text,
	`parameters_hash` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `checkout_sessions_sessionId_unique` ON `checkout_sessions` (`session_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `checkout_sessions_one_open` ON `checkout_sessions` (`project_id`,`mode`,`user_id`) WHERE status = 'open';--> statement-breakpoint
CREATE INDEX `checkout_sessions_due` ON `checkout_sessions` (`expires_at`) WHERE status = 'open';--> statement-breakpoint
CREATE TABLE `mrr_movements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`user_id` text NOT NULL,
	`stripe_account_id` text NOT NULL,
	`subscription_id` text NOT NULL,
	`kind` text NOT NULL,
	`annual_amount` integer NOT NULL,
	`currency` text NOT NULL,
	`tier` text NOT NULL,
	`at` integer NOT NULL,
	`row_rev` integer NOT NULL,
	CONSTRAINT "mrr_movements_mode" CHECK("mrr_movements"."mode" IN ('test', 'live'))
);
--> statement-breakpoint
CREATE INDEX `mrr_movements_by_time` ON `mrr_movements` (`project_id`,`mode`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `mrr_movements_once` ON `mrr_movements` (`stripe_account_id`,`subscription_id`,`row_rev`);--> statement-breakpoint
CREATE TABLE `stripe_customers` (
	`stripe_account_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`stripe_account_id`, `customer_id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stripe_customers_one` ON `stripe_customers` (`project_id`,`mode`,`user_id`,`stripe_account_id`);--> statement-breakpoint
CREATE TABLE `order_items` (
	`order_id` text NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`product` text NOT NULL,
	`display_name` text NOT NULL,
	`quantity` integer NOT NULL,
	`unit_amount` integer NOT NULL,
	`refunded_quantity` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`order_id`, `product`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`order_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "order_items_quantity" CHECK("order_items"."quantity" >= 1)
);
--> statement-breakpoint
CREATE INDEX `order_items_by_product` ON `order_items` (`project_id`,`mode`,`product`);--> statement-breakpoint
CREATE TABLE `orders` (
	`order_id` text PRIMARY KEY NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`stripe_account_id` text NOT NULL,
	`user_id` text,
	`status` text NOT NULL,
	`is_reserved` integer NOT NULL,
	`amount_total` integer NOT NULL,
	`amount_refunded` integer DEFAULT 0 NOT NULL,
	`currency` text NOT NULL,
	`email` text,
	`search_email` text,
	`phone` text,
	`shipping_address` text,
	`session_id` text,
	`payment_intent_id` text,
	`browser_hash` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`paid_at` integer,
	`updated_at` integer NOT NULL,
	`row_rev` integer DEFAULT 0 NOT NULL,
	CONSTRAINT "orders_amounts" CHECK("orders"."amount_total" >= 0 AND "orders"."amount_refunded" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_sessionId_unique` ON `orders` (`session_id`);--> statement-breakpoint
CREATE INDEX `orders_by_time` ON `orders` (`project_id`,`mode`,`created_at`,`order_id`);--> statement-breakpoint
CREATE INDEX `orders_by_change` ON `orders` (`project_id`,`mode`,`updated_at`,`order_id`);--> statement-breakpoint
CREATE INDEX `orders_by_status` ON `orders` (`project_id`,`mode`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `orders_by_email` ON `orders` (`project_id`,`mode`,`search_email`);--> statement-breakpoint
CREATE INDEX `orders_of_user` ON `orders` (`project_id`,`mode`,`user_id`);--> statement-breakpoint
CREATE INDEX `orders_of_payment` ON `orders` (`stripe_account_id`,`payment_intent_id`);--> statement-breakpoint
CREATE INDEX `orders_reserved` ON `orders` (`expires_at`) WHERE is_reserved = 1;--> statement-breakpoint
CREATE INDEX `orders_of_browser` ON `orders` (`project_id`,`mode`,`browser_hash`) WHERE is_reserved = 1;--> statement-breakpoint
ALTER TABLE `end_users` ADD `clerk_user_id` text;--> statement-breakpoint
ALTER TABLE `end_users` ADD `email` text;--> statement-breakpoint
ALTER TABLE `end_users` ADD `name` text;--> statement-breakpoint
ALTER TABLE `end_users` ADD `search_email` text;--> statement-breakpoint
ALTER TABLE `end_users` ADD `search_name` text;--> statement-breakpoint
ALTER TABLE `end_users` ADD `trial_used` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `end_users_by_time` ON `end_users` (`project_id`,`mode`,`created_at`,`user_id`);--> statement-breakpoint
CREATE INDEX `end_users_by_email` ON `end_users` (`project_id`,`mode`,`search_email`);--> statement-breakpoint
CREATE INDEX `end_users_by_name` ON `end_users` (`project_id`,`mode`,`search_name`);--> statement-breakpoint
CREATE UNIQUE INDEX `end_users_one_member` ON `end_users` (`project_id`,`mode`,`clerk_user_id`) WHERE clerk_user_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `end_users_of_clerk` ON `end_users` (`clerk_user_id`) WHERE clerk_user_id IS NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `stripe_price_id` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `unit_amount` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `net_amount` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `currency` text DEFAULT 'usd' NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `trial_end` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `canceled_at` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `cancel_reason` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `created_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `updated_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `row_rev` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `subscriptions_by_change` ON `subscriptions` (`project_id`,`mode`,`updated_at`,`subscription_id`);--> statement-breakpoint
CREATE INDEX `subscriptions_by_status` ON `subscriptions` (`project_id`,`mode`,`status`);