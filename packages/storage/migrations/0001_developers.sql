CREATE TABLE `catalogue_snapshots` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project_id` text NOT NULL,
	`reason` text NOT NULL,
	`catalogue` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `catalogue_snapshots_of_project` ON `catalogue_snapshots` (`project_id`,`id`);--> statement-breakpoint
CREATE TABLE `connect_states` (
	`state_hash` text PRIMARY KEY NOT NULL,
	`platform_id` text NOT NULL,
	`mode` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `connect_states_by_expiry` ON `connect_states` (`expires_at`);--> statement-breakpoint
CREATE TABLE `prices` (
	`stripe_account_id` text NOT NULL,
	`stripe_price_id` text NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`unit_amount` integer NOT NULL,
	`currency` text NOT NULL,
	`interval` text,
	`active` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`stripe_account_id`, `stripe_price_id`)
);
--> statement-breakpoint
CREATE INDEX `prices_of_item` ON `prices` (`project_id`,`mode`,`kind`,`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `prices_one_current` ON `prices` (`project_id`,`mode`,`stripe_account_id`,`kind`,`name`) WHERE active = 1;--> statement-breakpoint
CREATE TABLE `stripe_connections` (
	`platform_id` text NOT NULL,
	`mode` text NOT NULL,
	`stripe_account_id` text NOT NULL,
	`scope` text NOT NULL,
	`status` text NOT NULL,
	`connected_at` integer NOT NULL,
	`ended_at` integer,
	`row_rev` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`platform_id`, `mode`),
	FOREIGN KEY (`platform_id`) REFERENCES `platforms`(`platform_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stripe_connections_one_owner` ON `stripe_connections` (`stripe_account_id`,`mode`) WHERE status = 'connected';--> statement-breakpoint
CREATE INDEX `stripe_connections_of_account` ON `stripe_connections` (`stripe_account_id`,`mode`);--> statement-breakpoint
CREATE TABLE `sync_runs` (
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`fencing` integer DEFAULT 0 NOT NULL,
	`leased_until` integer DEFAULT 0 NOT NULL,
	`status` text NOT NULL,
	`synced_rev` integer,
	`synced_account_id` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`last_error_code` text,
	`finished_at` integer,
	PRIMARY KEY(`project_id`, `mode`)
);
--> statement-breakpoint
CREATE INDEX `sync_runs_due` ON `sync_runs` (`due_at`) WHERE status <> 'synced';--> statement-breakpoint
CREATE TABLE `assets` (
	`asset_key` text PRIMARY KEY NOT NULL,
	`platform_id` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`platform_id`) REFERENCES `platforms`(`platform_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `assets_of_platform` ON `assets` (`platform_id`);--> statement-breakpoint
CREATE TABLE `attempt_counts` (
	`subject` text NOT NULL,
	`window_start` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`subject`, `window_start`)
);
--> statement-breakpoint
CREATE INDEX `attempt_counts_by_time` ON `attempt_counts` (`window_start`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform_id` text NOT NULL,
	`project_id` text,
	`mode` text,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`detail` text NOT NULL,
	`request_id` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_of_platform` ON `audit_log` (`platform_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_by_time` ON `audit_log` (`at`);--> statement-breakpoint
CREATE TABLE `notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform_id` text NOT NULL,
	`project_id` text,
	`mode` text,
	`kind` text NOT NULL,
	`topic` text NOT NULL,
	`detail` text NOT NULL,
	`created_at` integer NOT NULL,
	`dismissed_at` integer,
	FOREIGN KEY (`platform_id`) REFERENCES `platforms`(`platform_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notices_of_platform` ON `notices` (`platform_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `notices_one_open` ON `notices` (`platform_id`,`kind`,`topic`) WHERE dismissed_at IS NULL;--> statement-breakpoint
CREATE TABLE `registrations` (
	`platform_id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`invitation_id` text,
	`created_at` integer NOT NULL,
	`claimed_by` text,
	`claimed_at` integer,
	FOREIGN KEY (`platform_id`) REFERENCES `platforms`(`platform_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `registrations_by_email` ON `registrations` (`email`);--> statement-breakpoint
CREATE INDEX `registrations_by_time` ON `registrations` (`created_at`);--> statement-breakpoint
CREATE TABLE `dirty_objects` (
	`stripe_account_id` text NOT NULL,
	`mode` text NOT NULL,
	`type` text NOT NULL,
	`object_id` text NOT NULL,
	`marked_rev` integer DEFAULT 1 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`leased_until` integer DEFAULT 0 NOT NULL,
	`last_error_code` text,
	PRIMARY KEY(`stripe_account_id`, `mode`, `type`, `object_id`)
);
--> statement-breakpoint
CREATE INDEX `dirty_objects_due` ON `dirty_objects` (`due_at`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`caller` text NOT NULL,
	`idempotency_key` text NOT NULL,
	`input_hash` text NOT NULL,
	`status` integer,
	`body` text,
	`leased_until` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`caller`, `idempotency_key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_by_time` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `inbox_events` (
	`source` text NOT NULL,
	`event_id` text NOT NULL,
	`type` text NOT NULL,
	`stripe_account_id` text,
	`mode` text NOT NULL,
	`object_type` text,
	`object_id` text,
	`payload` text,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`source`, `event_id`)
);
--> statement-breakpoint
CREATE INDEX `inbox_by_time` ON `inbox_events` (`received_at`);--> statement-breakpoint
CREATE INDEX `inbox_of_account` ON `inbox_events` (`stripe_account_id`,`mode`,`received_at`);--> statement-breakpoint
ALTER TABLE `platforms` ADD `clerk_user_id` text;--> statement-breakpoint
ALTER TABLE `platforms` ADD `email` text;--> statement-breakpoint
ALTER TABLE `platforms` ADD `name` text;--> statement-breakpoint
ALTER TABLE `platforms` ADD `claimed_at` integer;--> statement-breakpoint
ALTER TABLE `platforms` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `platforms` ADD `stripe_customer_id` text;--> statement-breakpoint
ALTER TABLE `platforms` ADD `stripe_subscription_id` text;--> statement-breakpoint
ALTER TABLE `platforms` ADD `plan_status` text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE `platforms` ADD `trial_ends_at` integer;--> statement-breakpoint
ALTER TABLE `platforms` ADD `current_period_end` integer;--> statement-breakpoint
ALTER TABLE `platforms` ADD `cancel_at` integer;--> statement-breakpoint
ALTER TABLE `platforms` ADD `trial_used` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `platforms` ADD `grace_until` integer;--> statement-breakpoint
ALTER TABLE `platforms` ADD `row_rev` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `platforms_clerkUserId_unique` ON `platforms` (`clerk_user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `platforms_stripeCustomerId_unique` ON `platforms` (`stripe_customer_id`);--> statement-breakpoint
CREATE INDEX `platforms_unclaimed` ON `platforms` (`created_at`) WHERE claimed_at IS NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `position` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `catalogue_rev` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `allowed_origins` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `redirect_uris` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `success_url` text;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `cancel_url` text;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `return_url` text;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `brand_name` text;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `brand_colour` text;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `brand_logo_url` text;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `portal_configuration_id` text;--> statement-breakpoint
ALTER TABLE `project_modes` ADD `promoted_at` integer;