CREATE TABLE `refund_movements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`order_id` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`order_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `refund_movements_by_time` ON `refund_movements` (`project_id`,`mode`,`at`,`order_id`,`amount`);--> statement-breakpoint
DROP INDEX `end_users_by_email`;--> statement-breakpoint
DROP INDEX `end_users_by_name`;--> statement-breakpoint
CREATE INDEX `end_users_by_id` ON `end_users` (`project_id`,`mode`,user_id COLLATE NOCASE);--> statement-breakpoint
CREATE INDEX `end_users_by_email` ON `end_users` (`project_id`,`mode`,`search_email`,`user_id`);--> statement-breakpoint
CREATE INDEX `end_users_by_name` ON `end_users` (`project_id`,`mode`,`search_name`,`user_id`);--> statement-breakpoint
DROP INDEX `mrr_movements_by_time`;--> statement-breakpoint
CREATE INDEX `mrr_movements_by_time` ON `mrr_movements` (`project_id`,`mode`,`currency`,`at`,`kind`,`annual_amount`);--> statement-breakpoint
DROP INDEX `subscriptions_by_status`;--> statement-breakpoint
CREATE INDEX `subscriptions_by_status` ON `subscriptions` (`project_id`,`mode`,`status`,`tier`,`currency`,`interval`,`duplicate_of`,`cancel_at`,`net_amount`);--> statement-breakpoint
DROP INDEX `inbox_of_account`;--> statement-breakpoint
ALTER TABLE `inbox_events` ADD `customer_id` text;--> statement-breakpoint
ALTER TABLE `inbox_events` ADD `payment_intent_id` text;--> statement-breakpoint
CREATE INDEX `inbox_by_object` ON `inbox_events` (`stripe_account_id`,`mode`,`object_id`);--> statement-breakpoint
CREATE INDEX `inbox_by_type` ON `inbox_events` (`stripe_account_id`,`mode`,`type`,`received_at`);--> statement-breakpoint
CREATE INDEX `inbox_of_account` ON `inbox_events` (`stripe_account_id`,`mode`,`received_at`,`event_id`);--> statement-breakpoint
CREATE INDEX `orders_by_id` ON `orders` (`project_id`,`mode`,order_id COLLATE NOCASE);--> statement-breakpoint
CREATE INDEX `orders_by_payment` ON `orders` (`project_id`,`mode`,`paid_at`,`status`,`currency`,`amount_total`) WHERE paid_at IS NOT NULL;