ALTER TABLE `connect_states` ADD `taken_at` integer;--> statement-breakpoint
ALTER TABLE `connect_states` ADD `stripe_account_id` text;