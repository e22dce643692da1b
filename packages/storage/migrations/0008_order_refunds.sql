CREATE TABLE `order_refunds` (
	`refund_id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`amount` integer NOT NULL,
	`items` text NOT NULL,
	`restock` integer NOT NULL,
	`status` text NOT NULL,
	`stripe_refund_id` text,
	`created_at` integer NOT NULL,
	`due_at` integer,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`order_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "order_refunds_amount" CHECK("order_refunds"."amount" >= 1)
);
--> statement-breakpoint
CREATE INDEX `order_refunds_of_order` ON `order_refunds` (`order_id`);--> statement-breakpoint
CREATE INDEX `order_refunds_due` ON `order_refunds` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
DROP INDEX `orders_reserved`;--> statement-breakpoint
ALTER TABLE `orders` ADD `session_request` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `due_at` integer;--> statement-breakpoint
CREATE INDEX `orders_due` ON `orders` (`due_at`) WHERE due_at IS NOT NULL;