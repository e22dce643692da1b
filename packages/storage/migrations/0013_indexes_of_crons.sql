CREATE INDEX `checkout_sessions_of_user` ON `checkout_sessions` (`project_id`,`mode`,`user_id`);--> statement-breakpoint
CREATE INDEX `refund_movements_of_order` ON `refund_movements` (`order_id`);--> statement-breakpoint
CREATE INDEX `platforms_by_period_end` ON `platforms` (`current_period_end`) WHERE current_period_end IS NOT NULL;--> statement-breakpoint
CREATE INDEX `api_secrets_of_key` ON `api_secrets` (`publishable_key`);